/** No browser uses this origin, so no other page can have it. */
const PLACEHOLDER_ORIGIN = 'http://x'

/**
 * Accepts paths of this origin only. `//evil.example` and `/\\evil.example` would leave the site, and so would
 * `/\t/evil.example`, because browsers skip such characters.
 */
export function safeNext(next: string | null): string {
  return next !== null && isOwnPath(next) && !next.startsWith('/sign-in') ? next : '/apps'
}

function isOwnPath(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are rejected
  if (!text.startsWith('/') || /[\x00-\x20\\]/.test(text) || !URL.canParse(text, PLACEHOLDER_ORIGIN)) return false
  return new URL(text, PLACEHOLDER_ORIGIN).origin === PLACEHOLDER_ORIGIN
}
