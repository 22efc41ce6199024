import { splitSentences } from '../text/split-sentences'
import { termsOf, wordsOf } from '../text/terms'
import type { CandidateRow } from './load-candidates'

/** A passage taken apart, whatever it is compared with. */
export interface ReadPassage {
  sentences: { text: string; terms: string[]; set: ReadonlySet<string> }[]
  /** Of the text, in their order. */
  terms: string[]
  inText: ReadonlySet<string>
  inContext: ReadonlySet<string>
  /** Of text and context, as they stand. */
  words: ReadonlySet<string>
}

export function readPassage({ text, context }: Pick<CandidateRow, 'text' | 'context'>): ReadPassage {
  const sentences = splitSentences(text).map(({ start, end }) => {
    const part = text.slice(start, end)
    const terms = termsOf(part)
    return { text: part, terms, set: new Set(terms) }
  })
  const terms = sentences.flatMap((sentence) => sentence.terms)
  return {
    ...{ sentences, terms, inText: new Set(terms) },
    inContext: new Set(termsOf(context)),
    words: new Set(wordsOf(`${context} ${text}`)),
  }
}
