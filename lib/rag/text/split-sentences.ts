export interface TextRange {
  start: number
  end: number
}

/** Words whose period does not end the sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|etc|e\.g|i\.e|approx|Inc|Ltd|Co|No|Fig|Nr|cf|ca|al|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:\p{L}\.)+\p{L})$/u
/** A sentence end with closing quotes and footnote marks; Chinese and Japanese need no space after it. */
const BOUNDARY = /[.!?…]+["'”’)\]]*(?:\[\d+\])*(?=\s)|[。！？]+["”’」』）]*|\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)/gu

/** Trimmed ranges of a text's sentences, which cover every character except white space. */
export function splitSentences(text: string): TextRange[] {
  const sentences: TextRange[] = []
  let start = 0
  for (const match of text.matchAll(BOUNDARY)) {
    const end = match.index + match[0].length
    if (!endsSentence(text, match.index, match[0], end)) continue
    pushTrimmed(sentences, text, start, end)
    start = end
  }
  pushTrimmed(sentences, text, start, text.length)
  return sentences
}

function endsSentence(text: string, index: number, mark: string, end: number): boolean {
  if (!/^[.!?…]/.test(mark)) return true
  if (mark.startsWith('.') && ABBREVIATION.test(text.slice(Math.max(0, index - 12), index))) return false
  // No sentence starts with a lower-case letter.
  return !/^\s+\p{Ll}/u.test(text.slice(end, end + 8))
}

function pushTrimmed(sentences: TextRange[], text: string, from: number, to: number): void {
  const part = text.slice(from, to)
  const start = from + part.length - part.trimStart().length
  const end = from + part.trimEnd().length
  if (end > start) sentences.push({ start, end })
}
