export interface ByCopies<T> {
  /** The first of each text, in their order. */
  first: T[]
  /** Word for word what one of these says, in their order. */
  copies: T[]
}

/**
 * Twenty copies of a document, or a notice under every page, would take all places of a result and say one thing. What
 * differs in as much as a figure is no copy: which of two prices holds is for the reader to see. The same sentence under
 * another heading says another thing.
 * @param textOf with title and headings; undefined: not known, so it is no copy
 */
export function copiesLast<T>(items: readonly T[], textOf: (item: T) => string | undefined): ByCopies<T> {
  const texts = items.map(textOf)
  const lastWords = texts.map((text) => (text === undefined ? undefined : lastWordOf(text)))
  const counts = new Map<string | undefined, number>()
  for (const word of lastWords) counts.set(word, (counts.get(word) ?? 0) + 1)
  const seen = new Set<string>()
  const found: ByCopies<T> = { first: [], copies: [] }
  for (const [index, item] of items.entries()) {
    // Copies end alike: what ends as no other one need not be read as a whole.
    const text = (counts.get(lastWords[index]) ?? 0) > 1 ? plain(texts[index]) : undefined
    const isCopy = text !== undefined && seen.has(text)
    if (text !== undefined) seen.add(text)
    found[isCopy ? 'copies' : 'first'].push(item)
  }
  return found
}

/** What a passage says, and of what. A blank between them, so that most need not be written anew. */
export const wholeTextOf = ({ context, text }: { context: string; text: string }): string => `${context} ${text}`

/** Up to the white space before it; short, since a text without any would be one word. */
function lastWordOf(text: string): string {
  return /\S{1,32}$/.exec(text.trimEnd().slice(-32))?.[0] ?? ''
}

/** Most texts have no other white space than single blanks: they are not written anew. */
function plain(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return (OTHER_SPACE.test(text) ? text.replace(/\s+/g, ' ') : text).trim()
}

const OTHER_SPACE = /[^\S ]| {2}/
