const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])

/** An absolute http, https or mailto address as the browser parses it, or null. */
export function safeUrl(text: string): string | null {
  // Parsers disagree on control characters, spaces and backslashes; none of them belongs in a link.
  if (/[\s\p{Cc}\\]/u.test(text) || !/^(?:https?:\/\/|mailto:)/i.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  return SCHEMES.has(url.protocol) && url.username === '' && url.password === '' ? url.href : null
}
