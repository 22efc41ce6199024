const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])

/** An absolute http, https or mailto address as the browser reads it, or null for everything else (T61, T62). */
export function safeUrl(text: string): string | null {
  // Control characters, spaces and backslashes are read differently by different parsers; none belongs in a link.
  if (/[\s\p{Cc}\\]/u.test(text) || !/^(?:https?:\/\/|mailto:)/i.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  return SCHEMES.has(url.protocol) && url.username === '' && url.password === '' ? url.href : null
}
