const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])

/**
 * The policy for links in texts that a model wrote: absolute http, https and mailto addresses without a password.
 * @returns the address, or null
 */
export function safeLink(text: string): string | null {
  // Parsers disagree on control characters, spaces and backslashes; none of them belongs in a link.
  if (/[\s\p{Cc}\\]/u.test(text) || !/^(?:https?:\/\/|mailto:)[^/]/i.test(text) || !URL.canParse(text)) return null
  const { protocol, username, password } = new URL(text)
  return SCHEMES.has(protocol) && username === '' && password === '' ? text : null
}
