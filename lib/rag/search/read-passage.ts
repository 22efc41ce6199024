import { splitSentences } from '../text/split-sentences'
import { termsOfWords, wordsOf } from '../text/terms'
import type { CandidateRow } from './load-candidates'

/** A passage taken apart, whatever it is compared with. */
export interface ReadPassage {
  /** Words as they stand, repeated ones and those without a topic too, and their terms. */
  sentences: { text: string; words: readonly string[]; terms: readonly string[] }[]
  contextWords: readonly string[]
  contextTerms: readonly string[]
}

type PassageTexts = Pick<CandidateRow, 'text' | 'context'>

/** A search reads some of its passages while it waits for the others. */
const read = new WeakMap<PassageTexts, ReadPassage>()

export function readPassage(row: PassageTexts): ReadPassage {
  const known = read.get(row) ?? takeApart(row)
  read.set(row, known)
  return known
}

/** Words are read once: none goes on from one sentence to the next. */
function takeApart({ text, context }: PassageTexts): ReadPassage {
  const contextWords = wordsOf(context)
  const sentences = splitSentences(text).map(({ start, end }) => {
    const part = text.slice(start, end)
    const words = wordsOf(part)
    return { text: part, words, terms: termsOfWords(words) }
  })
  return { sentences, contextWords, contextTerms: termsOfWords(contextWords) }
}
