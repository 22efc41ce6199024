import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import type { SearchScope } from '../search/search-scope'
import { similarityTo } from '../search/similarity'
import { holdersOf, idfOf, type RankedWords, rankChunks } from './rank-chunks'
import type { IndexWords } from './read-segments'

/** Looked up of the ranked chunks at once, as a multiple of what is wanted: some are of documents that may not be seen. */
const LOOKED_UP = 4
/** Up to so many chunks within the filters are all named beforehand, and only they are ranked. */
const NAMED = 20_000
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
  idf(term: string): number
  /** Of any chunk of the index, found or not; 0 when it holds no term. */
  scoreOf(number: number): number
}

export interface WordSearch {
  scope: SearchScope
  words: IndexWords
  terms: readonly string[]
  limit: number
  vector: Float32Array | null
}

/** The chunks whose words fit best among those that may be seen: ranked in memory, and let through by SQL alone. */
export async function findByWords(db: Database, search: WordSearch): Promise<WordChannel> {
  const { words, terms, limit } = search
  const holders = holdersOf(words.segments, terms.length)
  const weights = holders.map((count) => idfOf(words.totals.chunkCount, count))
  const rank = (depth: number, allowed: ReadonlySet<number> | null = null) =>
    rankChunks(words.segments, words.totals, weights, depth, allowed)
  const ranked = rank(limit * LOOKED_UP)
  return {
    hits: terms.length === 0 ? [] : await letThrough(db, search, ranked, rank),
    idf: (term) => weights[terms.indexOf(term)] ?? idfOf(words.totals.chunkCount, 0),
    scoreOf: ranked.scoreOf,
  }
}

async function letThrough(
  db: Database,
  search: WordSearch,
  ranked: RankedWords,
  rank: (depth: number, allowed?: ReadonlySet<number> | null) => RankedWords,
): Promise<WordHit[]> {
  const { limit, scope } = search
  const first = await lookUp(db, search, ranked)
  if (first.length >= limit || ranked.best.length < limit * LOOKED_UP) return first
  const allowed = scope.isNarrow ? await nameAllowed(db, scope) : null
  if (allowed) return await lookUp(db, search, rank(limit * LOOKED_UP, allowed))
  return await lookUp(db, search, rank(DEEPEST))
}

/** Of the ranked chunks those that are there and may be seen, in their order. */
async function lookUp(db: Database, { scope, limit, vector }: WordSearch, { best }: RankedWords): Promise<WordHit[]> {
  if (best.length === 0) return []
  const result = await db.execute(sql`select c.id, c.number, ${similarityTo(vector)} as similarity
    from chunks c join documents d on d.id = c.document_id
    where c.workspace_id = ${scope.workspaceId} and c.index_id = ${scope.indexId}
      and c.number = any(string_to_array(${best.map(({ number }) => number).join(',')}, ',')::bigint[])
      and ${scope.documents}`)
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

/** Numbers of all chunks that may be found; null when they are many. */
async function nameAllowed(db: Database, scope: SearchScope): Promise<Set<number> | null> {
  const result = await db.execute(sql`select c.number from chunks c join documents d on d.id = c.document_id
    where c.workspace_id = ${scope.workspaceId} and c.index_id = ${scope.indexId} and ${scope.documents}
    limit ${NAMED + 1}`)
  const numbers = z.array(z.object({ number: z.coerce.number() })).parse(rows(result))
  return numbers.length > NAMED ? null : new Set(numbers.map(({ number }) => number))
}
