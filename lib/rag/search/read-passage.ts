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

/** Words are read once: none goes on from one sentence to the next. */
export function readPassage({ text, context }: Pick<CandidateRow, 'text' | 'context'>): ReadPassage {
  const contextWords = wordsOf(context)
  const sentences = splitSentences(text).map(({ start, end }) => {
    const part = text.slice(start, end)
    const words = wordsOf(part)
    return { text: part, words, terms: termsOfWords(words) }
  })
  return { sentences, contextWords, contextTerms: termsOfWords(contextWords) }
}
