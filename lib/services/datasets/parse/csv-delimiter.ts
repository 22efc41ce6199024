const SCANNED_CHARACTERS = 10_000

/** The candidate that occurs most often in the first line, outside quotes. */
export function delimiterOf(text: string): string {
  const line =
    text
      .slice(0, SCANNED_CHARACTERS)
      .replaceAll(/"[^"]*"/g, '')
      .replace(/^[\ufeff\r\n]+/, '')
      .split(/[\r\n]/, 1)[0] ?? ''
  const count = (delimiter: string) => line.split(delimiter).length
  return [',', ';', '\t', '|'].reduce((best, next) => (count(next) > count(best) ? next : best))
}
