/** Names that documents give to keys and tokens which they list as parameters. */
const NAMES = /^(?:x-)?(?:api[-_]?key|apikey|access[-_]?token|auth[-_]?token|token|api[-_]?token)$/i

export const isCredentialName = (name: string): boolean => NAMES.test(name)
