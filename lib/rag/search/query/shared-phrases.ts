import type { ReadPassage } from '../passages/read-passage'
import { Beginnings } from './prefixes'

/** Maximum distance between the words of a pair in a passage. */
const PAIR_REACH = 4
/** Maximum number of counted three-word runs; a copied sentence is no better than half of it. */
const ENOUGH_RUNS = 5

/** Phrases of a question, stop words included. */
export interface QuestionPhrases {
  /** Index of each word. */
  places: ReadonlyMap<string, number>
  /** Filter over these words. */
  beginnings: Beginnings
  /** Adjacent words and three-word runs, each encoded as a number (`keyOf`). */
  pairs: readonly number[]
  runs: readonly number[]
}

export function readPhrases(words: readonly string[]): QuestionPhrases {
  const places = new Map([...new Set(words)].map((word, index) => [word, index]))
  const sequence = words.map((word) => places.get(word) ?? 0)
  const base = places.size
  const pairs = sequence.slice(1).map((word, index) => keyOf(base, sequence[index] ?? 0, word))
  const runs = sequence.slice(2).map((word, index) => keyOf(base, pairs[index] ?? 0, word))
  return { places, beginnings: new Beginnings(places.keys()), pairs, runs }
}

export interface SharedPhrases {
  /** Share of the question's pairs that occur in one sentence in the same order, at most some words apart. */
  pairs: number
  /** Share of the question's three-word runs that the passage contains, 0..1. */
  runs: number
}

/** Overlap of a passage's wording with the question: a question in a document's words is about that document. */
export function sharedPhrases(phrases: QuestionPhrases, { contextWords, sentences }: ReadPassage): SharedPhrases {
  if (phrases.pairs.length === 0) return { pairs: 0, runs: 0 }
  const runs = new RunFinder(phrases)
  for (const word of contextWords) runs.read(placeOf(phrases, word))
  let pairs = 0
  for (const { words } of sentences) {
    const matched = new Set<number>()
    const recent: { place: number; at: number }[] = []
    // By index: `entries` would allocate a pair per word, a fifth of a search's allocations.
    for (let index = 0; index < words.length; index += 1) {
      const place = placeOf(phrases, words[index] ?? '')
      runs.read(place)
      if (place === undefined) continue
      while ((recent[0]?.at ?? index) < index - PAIR_REACH) recent.shift()
      for (const recentPlace of recent) matched.add(keyOf(phrases.places.size, recentPlace.place, place))
      recent.push({ place, at: index })
    }
    pairs = Math.max(pairs, countOf(phrases.pairs, matched))
  }
  return {
    pairs: pairs / phrases.pairs.length,
    runs: Math.min(1, countOf(phrases.runs, runs.matched) / ENOUGH_RUNS),
  }
}

function placeOf({ places, beginnings }: QuestionPhrases, word: string): number | undefined {
  return beginnings.mayContain(word) ? places.get(word) : undefined
}

/** Finds three-word runs in a single pass over the words. */
class RunFinder {
  readonly matched = new Set<number>()
  private first: number | undefined
  private second: number | undefined

  constructor(private readonly phrases: QuestionPhrases) {}

  /** @param place index of the word; undefined outside of the question */
  read(place: number | undefined): void {
    const { first, second } = this
    const base = this.phrases.places.size
    if (first !== undefined && second !== undefined && place !== undefined)
      this.matched.add(keyOf(base, keyOf(base, first, second), place))
    this.first = second
    this.second = place
  }
}

const keyOf = (base: number, previousWord: number, word: number): number => previousWord * base + word

const countOf = (phrases: readonly number[], matched: ReadonlySet<number>): number =>
  phrases.reduce((count, key) => count + (matched.has(key) ? 1 : 0), 0)
