export interface ByCopies<T> {
  /** The first of each text, in order. */
  first: T[]
  /** Identical copies of these, in order. */
  copies: T[]
}

/**
 * Separates copies, since twenty copies of a document, or a notice on every page, would fill the
 * result with one text. Texts that differ in as little as a number are not copies: the reader must
 * see which of two prices applies. The same sentence under another heading is another text.
 * @param textOf the text with title and headings; undefined if unknown, which is never a copy
 */
export function copiesLast<T>(items: readonly T[], textOf: (item: T) => string | undefined): ByCopies<T> {
  const texts = items.map(textOf)
  const lastWords = texts.map((text) => (text === undefined ? undefined : lastWordOf(text)))
  const counts = new Map<string | undefined, number>()
  for (const word of lastWords) counts.set(word, (counts.get(word) ?? 0) + 1)
  const seen = new Set<string>()
  const found: ByCopies<T> = { first: [], copies: [] }
  for (const [index, item] of items.entries()) {
    // Copies have the same ending; only texts with a common ending are compared as a whole.
    const text = (counts.get(lastWords[index]) ?? 0) > 1 ? plain(texts[index]) : undefined
    const isCopy = text !== undefined && seen.has(text)
    if (text !== undefined) seen.add(text)
    found[isCopy ? 'copies' : 'first'].push(item)
  }
  return found
}

/** Text and context of a passage, joined by a blank so that most need no normalization. */
export const wholeTextOf = ({ context, text }: { context: string; text: string }): string => `${context} ${text}`

/** The last word, cut to a short length, since a text without white space is one word. */
function lastWordOf(text: string): string {
  return /\S{1,32}$/.exec(text.trimEnd().slice(-32))?.[0] ?? ''
}

/** Most texts only contain single blanks and are returned unchanged. */
function plain(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return (OTHER_SPACE.test(text) ? text.replace(/\s+/g, ' ') : text).trim()
}

const OTHER_SPACE = /[^\S ]| {2}/
