import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { toVectorLiteral } from '@/lib/db/statements/vector-literal'
import { isCounted } from '../ingest/hidden-chunks'
import { weightsOf } from '../lexical/ranking/find-by-keywords'
import { openWords } from '../lexical/ranking/open-lexical-index'
import { readQuestionWords } from '../lexical/ranking/query-terms'
import { rankChunks } from '../lexical/ranking/rank-chunks'
import { toWeightedTerms } from '../search/query/term-query'
import type { SearchScope } from '../search/search-scope'

/** Keyword ranks beyond this are not computed. */
const MAX_KEYWORD_RANK = 5_000

export interface ExactPlace {
  /** Cosine similarity to the question; null without vectors. */
  similarity: number | null
  /** Exact rank, from 1, among all accessible chunks. */
  vectorRank: number | null
  /** BM25F; 0 without common terms. */
  wordScore: number
  /** Null without a common term, or if ranked below 5,000. */
  keywordRank: number | null
}

export interface RankExactly {
  db: Database
  scope: SearchScope
  query: string
  vector: Float32Array | null
  chunks: readonly { id: string; number: number | null }[]
}

const VectorRow = z.object({ id: z.string(), similarity: z.coerce.number(), vectorRank: z.coerce.number() })

/** Exact semantic ranks, beyond the depth of a search and including filtered chunks. Empty without a vector. */
export async function rankByVector({
  db,
  scope,
  vector,
  chunks,
}: RankExactly): Promise<Map<string, Pick<ExactPlace, 'similarity' | 'vectorRank'>>> {
  if (!vector || chunks.length === 0) return new Map()
  const ids = sql`string_to_array(${chunks.map(({ id }) => id).join(',')}, ',')::uuid[]`
  const found = await db.execute(sql`select id, 1 - distance as similarity, place as "vectorRank" from (
      select id, distance, rank() over (order by distance) as place from (
        select c.id, (c.embedding <=> ${toVectorLiteral(vector)}::vector) + 0 as distance
        from chunks c join documents d on d.id = c.document_id
        where c.workspace_id = ${scope.workspaceId} and c.index_id = ${scope.indexId}
          and c.dims = ${sql.raw(String(vector.length))} and ${isCounted('c', scope)} and ((${scope.documents}) or c.id = any(${ids}))
      ) compared
    ) ranked where id = any(${ids})`)
  return new Map(
    z
      .array(VectorRow)
      .parse(rows(found))
      .map(({ id, ...place }) => [id, place]),
  )
}

/** Exact keyword ranks. */
export async function rankByWords({
  db,
  scope,
  query,
  chunks,
}: RankExactly): Promise<Map<string, Pick<ExactPlace, 'wordScore' | 'keywordRank'>>> {
  const parsed = { query, languages: scope.languages ?? [], terms: toWeightedTerms(query, scope.languages) }
  const { words, terms } = await readQuestionWords(db, scope, parsed, await openWords(db, scope))
  const { segments, totals } = words
  const weights = weightsOf(words, terms)
  const { best, scoreOf } = rankChunks(segments, totals, weights, MAX_KEYWORD_RANK)
  const places = new Map<string, Pick<ExactPlace, 'wordScore' | 'keywordRank'>>()
  for (const { id, number } of chunks) {
    const wordScore = number === null ? 0 : scoreOf(number)
    const existingIndex = best.findIndex((ranked) => ranked.number === number)
    const keywordRank = existingIndex < 0 ? null : 1 + (await countFindable(db, scope, best.slice(0, existingIndex)))
    places.set(id, { wordScore, keywordRank })
  }
  return places
}

/** Number of these chunks in documents that this search may find. */
async function countFindable(db: Database, scope: SearchScope, chunks: readonly { number: number }[]): Promise<number> {
  if (chunks.length === 0) return 0
  const numbers = chunks.map(({ number }) => number).join(',')
  const found = await db.execute(sql`select count(*) as count from chunks c join documents d on d.id = c.document_id
    where c.workspace_id = ${scope.workspaceId} and c.index_id = ${scope.indexId}
      and c.number = any(string_to_array(${numbers}, ',')::bigint[]) and ${isCounted('c', scope)} and ${scope.documents}`)
  return z.array(z.object({ count: z.coerce.number() })).parse(rows(found))[0]?.count ?? 0
}
