import { STOP_WORDS } from '../../text/stop-words'
import { termsOfWords } from '../../text/terms'
import type { ReadPassage } from '../passages/read-passage'
import { Beginnings } from './prefixes'

/** For each of the question's terms, whether it occurs: 1 or 0. */
export type TermFlags = Uint8Array

export interface FoundTerms {
  /**
   * Occurrences of the question's terms in order: `term` is the index in the question, `at` the
   * term position in the text.
   */
  mentions: { term: number; at: number }[]
  inText: TermFlags
  inContext: TermFlags
  /** One per sentence. */
  bySentence: TermFlags[]
}

const OTHER_TERM = -1
const STOP_BEGINNINGS = new Beginnings(STOP_WORDS)
const LONGEST_STOP_WORD = Math.max(...[...STOP_WORDS].map(({ length }) => length))

/**
 * Finds a question's terms in passages. Stemming every word would dominate the time: a word whose
 * first two letters start no term of the question cannot match.
 */
export class TermFinder {
  private readonly beginnings: Beginnings
  /** Terms of words that share their first letters with a term. */
  private readonly known = new Map<string, readonly number[]>()

  /** @param places indexes of the question's terms */
  constructor(private readonly places: ReadonlyMap<string, number>) {
    this.beginnings = new Beginnings(places.keys())
  }

  /** Finds the terms of a passage in one pass over its words. */
  find({ sentences, contextWords }: ReadPassage): FoundTerms {
    const { size } = this.places
    const mentions: FoundTerms['mentions'] = []
    const inText = new Uint8Array(size)
    const inContext = new Uint8Array(size)
    let index = 0
    const bySentence = sentences.map(({ words }) => {
      const present = new Uint8Array(size)
      for (const word of words) {
        if (this.isOther(word)) {
          if (!isStopWord(word)) index += 1
          continue
        }
        for (const term of this.termsOf(word)) {
          if (term !== OTHER_TERM) {
            present[term] = 1
            inText[term] = 1
            mentions.push({ term, at: index })
          }
          index += 1
        }
      }
      return present
    })
    for (const word of contextWords) {
      if (this.isOther(word)) continue
      for (const term of this.termsOf(word)) if (term !== OTHER_TERM) inContext[term] = 1
    }
    return { mentions, inText, inContext, bySentence }
  }

  /** Whether the word has a term outside of the question, or is a stop word. */
  private isOther(word: string): boolean {
    return !this.beginnings.mayContain(word) && isPlain(word)
  }

  /** Indexes of a word's terms; `OTHER_TERM` for one outside of the question. */
  private termsOf(word: string): readonly number[] {
    const cached = this.known.get(word)
    if (cached) return cached
    const terms = termsOfWords([word]).map((term) => this.places.get(term) ?? OTHER_TERM)
    this.known.set(word, terms)
    return terms
  }
}

function isStopWord(word: string): boolean {
  return word.length <= LONGEST_STOP_WORD && STOP_BEGINNINGS.mayContain(word) && STOP_WORDS.has(word)
}

/** Longer words are truncated or have no terms. */
const MAX_PLAIN_LENGTH = 64
const APOSTROPHE = 39
const LAST_OF_ASCII = 127
const Y = 121

/**
 * Whether the word has a single term that starts with the same two letters. Excluded are other scripts, words
 * with an apostrophe, and the few words whose second letter the stemmer changes (dying, lying, tying).
 */
function isPlain(word: string): boolean {
  if (word.length > MAX_PLAIN_LENGTH || word.charCodeAt(1) === Y) return false
  for (let index = 0; index < word.length; index += 1) {
    const code = word.charCodeAt(index)
    if (code > LAST_OF_ASCII || code === APOSTROPHE) return false
  }
  return true
}
