/** Typical names of keys and tokens that a document lists as parameters. */
const NAMES = /^(?:x-)?(?:api[-_]?key|apikey|access[-_]?token|auth[-_]?token|token|api[-_]?token)$/i

export const isCredentialName = (name: string): boolean => NAMES.test(name)
