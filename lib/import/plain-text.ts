const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The text of rich text, as models receive it. Text without tags stays as it is. */
export function plainText(html: string): string {
  if (!/<(?:p|span|ul|ol|li|br|h[1-6]|div|strong|em|code|pre)\b/i.test(html)) return html
  return html
    .replaceAll(/<li\b[^<>]*>\s*(?:<p\b[^<>]*>)?/gi, '- ')
    .replaceAll(/<br\s*\/?>|<\/(?:p|h[1-6]|div|pre|ul|ol)>/gi, '\n')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '')
    .replaceAll(
      /&(#\d{1,6}|#x[\da-f]{1,5}|\w{2,6});/gi,
      (whole, name: string) => ENTITIES[name.toLowerCase()] ?? character(name) ?? whole,
    )
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

function character(name: string): string | null {
  if (!name.startsWith('#')) return null
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null
}
