import { splitSentences } from '../../text/split-sentences'
import { wordsOf } from '../../text/terms'
import type { CandidateRow } from '../candidates/load-candidates'

/** A passage taken apart, whatever it is compared with. */
export interface ReadPassage {
  /** Words as they stand, repeated ones and those without a topic too. */
  sentences: { text: string; words: readonly string[] }[]
  contextWords: readonly string[]
}

type PassageTexts = Pick<CandidateRow, 'text' | 'context'>

/** Where a passage keeps what it was taken apart into: what hangs in a `WeakMap` stays until the next full collection. */
const READ = Symbol('read')

/** A search reads some of its passages while it waits for the others: each is taken apart once. */
export function readPassage(row: PassageTexts & { [READ]?: ReadPassage }): ReadPassage {
  row[READ] ??= takeApart(row)
  return row[READ]
}

/** Words are read once: none goes on from one sentence to the next. */
function takeApart({ text, context }: PassageTexts): ReadPassage {
  const sentences = splitSentences(text).map(({ start, end }) => {
    const part = text.slice(start, end)
    return { text: part, words: wordsOf(part) }
  })
  return { sentences, contextWords: wordsOf(context) }
}
