/** No browser has such an origin; it stands in for ours. */
const OURS = 'http://x'

/**
 * Only a path of our own: `//evil.example` and `/\\evil.example` would leave the site, and so would `/\t/evil.example`,
 * since browsers skip such characters.
 */
export function safeNext(next: string | null): string {
  return next !== null && isOwnPath(next) && !next.startsWith('/sign-in') ? next : '/apps'
}

function isOwnPath(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (!text.startsWith('/') || /[\x00-\x20\\]/.test(text) || !URL.canParse(text, OURS)) return false
  return new URL(text, OURS).origin === OURS
}
