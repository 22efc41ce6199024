import 'server-only'
import type { AllowedDocuments } from '../../search/candidates/name-allowed'
import type { QueryTerm } from '../../search/query/term-query'
import type { IndexWords } from '../segments/read-segments'
import { holdersOf, idfOf, type RankedWords, rankChunks } from './rank-chunks'

/** Oversampling factor if some matches may be deleted or inaccessible. */
const OVERSAMPLING = 1.25
const MAX_DEPTH = 5_000

/** An existing, accessible ranked chunk. */
export interface FoundChunk {
  id: string
  number: number
  /** Cosine to the question's vector, if both have the same width. */
  similarity: number | null
}

export interface WordHit extends Omit<FoundChunk, 'number'> {
  score: number
  /** Rank in the list, from 1. */
  rank: number
}

export interface WordSearch {
  words: IndexWords
  terms: readonly QueryTerm[]
  limit: number
  /**
   * Documents within the filters, the only ones to rank; null if unknown, so that the list is read
   * further if it falls short.
   */
  allowed: AllowedDocuments | null
  /** Whether some of the ranked chunks are probably missing. */
  isPatchy: boolean
}

export interface WordRanking {
  /** Best first, regardless of access. */
  best: RankedWords['best']
  /** Score of any chunk of the index; 0 if it has no term. */
  scoreOf: RankedWords['scoreOf']
  /** Inverse document frequency times the term's weight in the question. */
  idf(term: string): number
  /** Further matches, in case too few of `best` are accessible; null without any. */
  deeper: (() => RankedWords['best']) | null
}

/** Ranks chunks by keywords in memory; only SQL decides which of them exist and are accessible. */
export function rankByWords({ words, terms, limit, allowed, isPatchy }: WordSearch): WordRanking {
  const weights = weightsOf(words, terms)
  const weightOf = new Map(terms.map(({ term }, index) => [term, weights[index]]))
  const rank = (depth: number) => rankChunks(words.segments, words.totals, weights, depth, allowed?.chunks ?? null)
  const hitLimit = isPatchy ? Math.ceil(limit * OVERSAMPLING) : limit
  const { best, scoreOf } = rank(hitLimit)
  return {
    best,
    scoreOf,
    idf: (term) => weightOf.get(term) ?? idfOf(words.totals.chunkCount, 0),
    deeper: best.length < hitLimit ? null : () => rank(MAX_DEPTH).best,
  }
}

/** Weights of the terms: rarity times share. */
export function weightsOf({ segments, totals }: IndexWords, terms: readonly QueryTerm[]): number[] {
  return holdersOf(segments, terms.length).map(
    (count, index) => (terms[index]?.share ?? 1) * idfOf(totals.chunkCount, count),
  )
}

/** The found chunks in ranking order, with their ranks. */
export function inOrder(
  best: WordRanking['best'],
  found: readonly (Omit<FoundChunk, 'number'> & { number: number | null })[],
): WordHit[] {
  const byNumber = new Map(found.map((chunk) => [chunk.number, chunk]))
  return best.flatMap(({ number, score }, index) => {
    const chunk = byNumber.get(number)
    return chunk ? [{ id: chunk.id, similarity: chunk.similarity, score, rank: index + 1 }] : []
  })
}
