const EDITOR = /^\/apps\/[\w-]+$/

/** The page of an address, as lib/client/messages/pages names it. */
export const pageOf = (path: string): string => (EDITOR.test(path) ? '/apps/[appId]' : path)
