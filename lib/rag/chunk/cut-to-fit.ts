import type { TextRange } from '../text/split-sentences'
import type { CountTokens } from './piece'

export interface CountedRange extends TextRange {
  tokens: number
}

export interface CutToFitOptions extends TextRange {
  text: string
  maxTokens: number
  countTokens: CountTokens
}

/** Returns a range unchanged, or split between words if it exceeds the maximum size. */
export function cutToFit(options: CutToFitOptions): CountedRange[] {
  const { text, start, end, countTokens, maxTokens } = options
  const tokens = countTokens(text.slice(start, end))
  if (tokens <= maxTokens) return [{ start, end, tokens }]
  const pieces: CountedRange[] = []
  for (const word of wordsIn(options)) {
    const last = pieces.at(-1)
    if (last && last.tokens + word.tokens <= maxTokens) {
      last.end = word.end
      last.tokens += word.tokens
    } else pieces.push(word)
  }
  return pieces
}

/** Splits at white space; runs longer than any word are split between characters. */
export function wordsIn({ text, start, end, countTokens, maxTokens }: CutToFitOptions): CountedRange[] {
  const words: CountedRange[] = []
  for (const match of text.slice(start, end).matchAll(/\S{1,200}/gu)) {
    const position = start + match.index
    pushWord(words, { text, start: position, end: position + match[0].length, countTokens, maxTokens })
  }
  return words
}

/** Scripts without spaces produce "words" longer than a chunk: these are halved until they fit. */
function pushWord(words: CountedRange[], { start, end, ...rest }: CutToFitOptions): void {
  const { text, countTokens, maxTokens } = rest
  const tokens = countTokens(text.slice(start, end))
  if (tokens <= maxTokens || end - start < 2) {
    words.push({ start, end, tokens })
    return
  }
  const middle = wholeCharacter(text, Math.ceil((start + end) / 2))
  if (middle >= end) {
    words.push({ start, end, tokens })
    return
  }
  pushWord(words, { start, end: middle, ...rest })
  pushWord(words, { start: middle, end, ...rest })
}

function wholeCharacter(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return code >= 0xdc00 && code <= 0xdfff ? index + 1 : index
}
