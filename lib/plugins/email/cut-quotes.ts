const SEPARATOR = /^\s*[*_]*-{2,}\s*[^-\s].{1,60}?\s*-{2,}[*_]*\s*$/
const FORWARDED = /forward|weitergeleitet|transf|reenvi|inoltr|转发|轉寄/i
/** `From: Ada`, also as bold text and in other languages. */
const HEADER = /^\s*[*_]{0,2}[\p{L} -]{1,20}[*_]{0,2}\s*[:：][*_]{0,2}\s*\S/u
const FROM =
  /^\s*[*_]{0,2}(?:From|Von|De|Da|Van|Från|Fra|Od|От|Lähettäjä|发件人|寄件者|差出人|보낸 사람)[*_]{0,2}\s*[:：]/i
const DATE =
  /^\s*[*_]{0,2}(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Inviato|Data|Verzonden|Skickat|Sendt|Wysłano|Отправлено|Lähetetty|发送时间|日期|送信日時|보낸 날짜)[*_]{0,2}\s*[:：]/i
/** Lines of an Outlook header. */
const HEADER_LINES = 6
/** An attribution such as “On Monday, Ada <ada@example.com> wrote:” is wrapped to at most this many lines. */
const ATTRIBUTION_LINES = 3

/** The text that the person wrote, without the messages that it quotes and without the signature. */
export function cutQuotes(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const end = lines.findIndex((_, index) => isEnd(lines, index))
  const own = end === -1 ? lines : lines.slice(0, end)
  const isQuoted = own.map((line) => line.startsWith('>'))
  for (const [index, quoted] of isQuoted.entries())
    if (quoted && !isQuoted[index - 1]) for (const line of attributionAbove(own, index)) isQuoted[line] = true
  return own
    .filter((_, index) => !isQuoted[index])
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Everything from this line on was quoted, or is the signature. */
function isEnd(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? ''
  if (/^-- ?$/.test(line)) return true
  const next = lines.slice(index + 1).filter((other) => other.trim() !== '')
  if (SEPARATOR.test(line)) return !FORWARDED.test(line) && HEADER.test(next[0] ?? '')
  if (/^\s*_{10,}\s*$/.test(line)) return FROM.test(next[0] ?? '')
  return FROM.test(line) && next.slice(0, HEADER_LINES).some((other) => DATE.test(other))
}

/** The lines before a quotation that name its author and time. */
function attributionAbove(lines: readonly string[], index: number): number[] {
  let last = index - 1
  while (last >= 0 && (lines[last] ?? '').trim() === '') last -= 1
  if (!/[:：][*_]*\s*$/.test(lines[last] ?? '')) return []
  const found: number[] = []
  for (let at = last; at > last - ATTRIBUTION_LINES && (lines[at] ?? '').trim() !== ''; at--) {
    found.push(at)
    const text = lines.slice(at, last + 1).join(' ')
    if (/\d{4}|\d:\d\d/.test(text) && /@|\p{L}/u.test(text)) return found
  }
  return []
}
