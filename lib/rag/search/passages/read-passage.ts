import { splitSentences } from '../../text/split-sentences'
import { wordsOf } from '../../text/terms'
import type { CandidateRow } from '../candidates/load-candidates'

/** A parsed passage, independent of the question. */
export interface ReadPassage {
  /** Original words, including repetitions and stop words. */
  sentences: { text: string; words: readonly string[] }[]
  contextWords: readonly string[]
}

type PassageTexts = Pick<CandidateRow, 'text' | 'context'>

/** Property that caches the parsed form: entries of a `WeakMap` would live until the next full collection. */
const READ = Symbol('read')

/** Parses each passage once; a search parses some while it waits for the others. */
export function readPassage(row: PassageTexts & { [READ]?: ReadPassage }): ReadPassage {
  row[READ] ??= tokenize(row)
  return row[READ]
}

/** Splits the words by sentence, since no word spans two sentences. */
function tokenize({ text, context }: PassageTexts): ReadPassage {
  const sentences = splitSentences(text).map(({ start, end }) => {
    const part = text.slice(start, end)
    return { text: part, words: wordsOf(part) }
  })
  return { sentences, contextWords: wordsOf(context) }
}
