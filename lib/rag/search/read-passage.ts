import { splitSentences } from '../text/split-sentences'
import { termsOfWords, wordsOf } from '../text/terms'
import type { CandidateRow } from './load-candidates'

/** A passage taken apart, whatever it is compared with. */
export interface ReadPassage {
  sentences: { text: string; terms: readonly string[] }[]
  /** Of the context. */
  contextTerms: readonly string[]
  /** Of text and context, as they stand, repeated ones too. */
  words: readonly string[]
}

/** Words are read once: none goes on from one sentence to the next. */
export function readPassage({ text, context }: Pick<CandidateRow, 'text' | 'context'>): ReadPassage {
  const around = wordsOf(context)
  const words = [...around]
  const sentences = splitSentences(text).map(({ start, end }) => {
    const part = text.slice(start, end)
    const held = wordsOf(part)
    for (const word of held) words.push(word)
    return { text: part, terms: termsOfWords(held) }
  })
  return { sentences, contextTerms: termsOfWords(around), words }
}
