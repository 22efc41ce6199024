import 'server-only'
import type { AllowedDocuments } from '../../search/candidates/name-allowed'
import type { QueryTerm } from '../../search/query/term-query'
import type { IndexWords } from '../segments/read-segments'
import { holdersOf, idfOf, type RankedWords, rankChunks } from './rank-chunks'

/** So many times as many as are wanted are looked up at once where some of them may be deleted or out of sight. */
const SPARE = 1.25
const DEEPEST = 5_000

/** A ranked chunk that is there and may be seen. */
export interface FoundChunk {
  id: string
  number: number
  /** Cosine to the question's vector, where both have one of the same width. */
  similarity: number | null
}

export interface WordHit extends Omit<FoundChunk, 'number'> {
  score: number
  /** Place in the list, from 1. */
  rank: number
}

export interface WordSearch {
  words: IndexWords
  terms: readonly QueryTerm[]
  limit: number
  /** Chunks within the filters, so that no others are ranked; null: not known, so the list is read deeper where it falls short. */
  allowed: AllowedDocuments | null
  /** Whether some of the ranked are likely not to be found. */
  isPatchy: boolean
}

export interface WordRanking {
  /** Best first, whoever may see them. */
  best: RankedWords['best']
  /** Of any chunk of the index, found or not; 0 when it holds no term. */
  scoreOf: RankedWords['scoreOf']
  /** How rare a term is, times its share in the question. */
  idf(term: string): number
  /** The list goes on: where too few of `best` may be seen, this is where to look. */
  deeper: (() => RankedWords['best']) | null
}

/** The chunks whose words fit best, ranked in memory; SQL alone says which of them are there and may be seen. */
export function rankByWords({ words, terms, limit, allowed, isPatchy }: WordSearch): WordRanking {
  const weights = weightsOf(words, terms)
  const weightOf = new Map(terms.map(({ term }, place) => [term, weights[place]]))
  const rank = (depth: number) => rankChunks(words.segments, words.totals, weights, depth, allowed?.chunks ?? null)
  const wanted = isPatchy ? Math.ceil(limit * SPARE) : limit
  const { best, scoreOf } = rank(wanted)
  return {
    ...{ best, scoreOf },
    idf: (term) => weightOf.get(term) ?? idfOf(words.totals.chunkCount, 0),
    deeper: best.length < wanted ? null : () => rank(DEEPEST).best,
  }
}

/** How much each term counts: by its rarity, and by its share of that. */
export function weightsOf({ segments, totals }: IndexWords, terms: readonly QueryTerm[]): number[] {
  return holdersOf(segments, terms.length).map(
    (count, place) => (terms[place]?.share ?? 1) * idfOf(totals.chunkCount, count),
  )
}

/** What was found, in the order of the ranking and with its place there. */
export function inOrder(
  best: WordRanking['best'],
  found: readonly (Omit<FoundChunk, 'number'> & { number: number | null })[],
): WordHit[] {
  const byNumber = new Map(found.map((chunk) => [chunk.number, chunk]))
  return best.flatMap(({ number, score }, place) => {
    const chunk = byNumber.get(number)
    return chunk ? [{ id: chunk.id, similarity: chunk.similarity, score, rank: place + 1 }] : []
  })
}
