import { splitSentences } from '../text/split-sentences'
import { termsOfWords, wordsOf } from '../text/terms'
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

/** Words are read once: none goes on from one sentence to the next. */
export function readPassage({ text, context }: Pick<CandidateRow, 'text' | 'context'>): ReadPassage {
  const around = wordsOf(context)
  const words = new Set(around)
  const sentences = splitSentences(text).map(({ start, end }) => {
    const part = text.slice(start, end)
    const held = wordsOf(part)
    for (const word of held) words.add(word)
    const terms = termsOfWords(held)
    return { text: part, terms, set: new Set(terms) }
  })
  const terms = sentences.flatMap((sentence) => sentence.terms)
  return { sentences, terms, inText: new Set(terms), inContext: new Set(termsOfWords(around)), words }
}
