/** A placeholder origin that no browser uses. */
const OURS = 'http://x'

/**
 * Accepts paths of this origin only. `//evil.example` and `/\\evil.example` would leave the site, and so would
 * `/\t/evil.example`, because browsers skip such characters.
 */
export function safeNext(next: string | null): string {
  return next !== null && isOwnPath(next) && !next.startsWith('/sign-in') ? next : '/apps'
}

function isOwnPath(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are rejected
  if (!text.startsWith('/') || /[\x00-\x20\\]/.test(text) || !URL.canParse(text, OURS)) return false
  return new URL(text, OURS).origin === OURS
}
