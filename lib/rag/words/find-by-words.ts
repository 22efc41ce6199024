import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/execute-prepared'
import type { AllowedDocuments } from '../search/name-allowed'
import type { SearchScope } from '../search/search-scope'
import { similarityTo } from '../search/similarity'
import type { QueryTerm } from '../search/term-query'
import { holdersOf, idfOf, type RankedWords, rankChunks } from './rank-chunks'
import type { IndexWords } from './read-segments'

/** Of the ranked chunks so many more than are wanted are looked up at once: some were deleted since. */
const LOOKED_UP = 1.25
const DEEPEST = 5_000

const Row = z.object({ id: z.string(), number: z.coerce.number(), similarity: z.coerce.number().nullable() })

export interface WordHit {
  id: string
  score: number
  /** Cosine to the question's vector, where both have one of the same width. */
  similarity: number | null
}

export interface WordChannel {
  hits: WordHit[]
  /** How rare a term is, times its share in the question. */
  idf(term: string): number
  /** Of any chunk of the index, found or not; 0 when it holds no term. */
  scoreOf(number: number): number
}

export interface WordSearch {
  scope: SearchScope
  words: IndexWords
  terms: readonly QueryTerm[]
  limit: number
  vector: Float32Array | null
  /** Chunks within the filters, so that no others are ranked; null: not known, so the list is read deeper where it falls short. */
  allowed: AllowedDocuments | null
}

/** The chunks whose words fit best among those that may be seen: ranked in memory, and let through by SQL alone. */
export async function findByWords(db: Database, search: WordSearch): Promise<WordChannel> {
  const { words, terms, limit } = search
  const weights = weightsOf(words, terms)
  const weightOf = new Map(terms.map(({ term }, place) => [term, weights[place]]))
  const rank = (depth: number) =>
    rankChunks(words.segments, words.totals, weights, depth, search.allowed?.chunks ?? null)
  const ranked = rank(Math.ceil(limit * LOOKED_UP))
  return {
    hits: terms.length === 0 ? [] : await letThrough(db, search, ranked, rank),
    idf: (term) => weightOf.get(term) ?? idfOf(words.totals.chunkCount, 0),
    scoreOf: ranked.scoreOf,
  }
}

/** How much each term counts: by its rarity, and by its share of that. */
export function weightsOf({ segments, totals }: IndexWords, terms: readonly QueryTerm[]): number[] {
  return holdersOf(segments, terms.length).map(
    (count, place) => (terms[place]?.share ?? 1) * idfOf(totals.chunkCount, count),
  )
}

async function letThrough(
  db: Database,
  search: WordSearch,
  ranked: RankedWords,
  rank: (depth: number) => RankedWords,
): Promise<WordHit[]> {
  const first = await lookUp(db, search, ranked)
  if (first.length >= search.limit || ranked.best.length < search.limit * LOOKED_UP) return first
  return await lookUp(db, search, rank(DEEPEST))
}

/** Of the ranked chunks those that are there and may be seen, in their order. */
async function lookUp(db: Database, { scope, limit, vector }: WordSearch, { best }: RankedWords): Promise<WordHit[]> {
  if (best.length === 0) return []
  const result = await executePrepared(
    db,
    sql`select c.id, c.number, ${similarityTo(vector)} as similarity
    from chunks c join documents d on d.id = c.document_id
    where c.workspace_id = ${scope.workspaceId} and c.index_id = ${scope.indexId}
      and c.number = any(string_to_array(${best.map(({ number }) => number).join(',')}, ',')::bigint[])
      and ${scope.documents}`,
  )
  const found = new Map(
    z
      .array(Row)
      .parse(rows(result))
      .map((row) => [row.number, row]),
  )
  return best
    .flatMap(({ number, score }) => {
      const row = found.get(number)
      return row ? [{ id: row.id, similarity: row.similarity, score }] : []
    })
    .slice(0, limit)
}
