import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { RetrievalOptions } from '@/lib/core/retrieval-options'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/execute-prepared'
import { inOrder, rankByWords, seenChunks, type WordHit, type WordRanking } from '../words/find-by-words'
import { readQuestionWords } from '../words/question-words'
import type { KnownSegment } from '../words/read-segments'
import { compareAll, isShort, nearestChunks, type VectorHit, type VectorSearch, wayFor } from './find-by-vector'
import { type FusedCandidate, fuse } from './fuse'
import type { AllowedDocuments } from './name-allowed'
import { stateOf } from './open-search'
import type { TermKnowledge } from './rerank-features'
import type { SearchScope } from './search-scope'
import { toWeightedTerms } from './term-query'

export interface CandidateSearch {
  scope: SearchScope
  query: string
  /** null: words alone. */
  vector: Float32Array | null
  search: RetrievalOptions['search']
  allowed: AllowedDocuments | null
  /** The segments of the index, as they were a moment ago. */
  heads: readonly KnownSegment[] | null
}

export interface Candidates extends TermKnowledge {
  /** Best first. */
  fused: FusedCandidate[]
  /** Of the index, in the moment in which they were found (`OpenedSearch.state`). */
  state: string | null
}

const Row = z.object({
  channel: z.enum(['vector', 'words', 'state']),
  id: z.string().nullable(),
  number: z.coerce.number().nullable(),
  similarity: z.coerce.number().nullable(),
})

/**
 * One question through both channels. Words are ranked in memory first, so that one statement can ask for all: a journey
 * to the database costs a search more than what is done at its end.
 */
export async function findCandidates(
  db: Database,
  { scope, query, vector, search, allowed, heads }: CandidateSearch,
): Promise<Candidates> {
  const { mode, candidates: limit } = search
  const asked = { query, languages: scope.languages ?? [], terms: toWeightedTerms(query, scope.languages) }
  const { words, terms, corrections } = await readQuestionWords(db, scope, asked, heads)
  const { chunkCount } = words.totals
  const ranking = rankByWords({ words, terms: mode === 'dense' ? [] : terms, limit, allowed })
  const byVector = vector && mode !== 'lexical' ? { scope, vector, limit, chunkCount, allowed, heads } : null
  const found = await askBoth(db, scope, { byVector, ranking, vector, limit })
  const fusion = {
    by: search.fusion,
    meaningShare: mode === 'dense' ? 1 : mode === 'lexical' ? 0 : search.meaningShare,
  }
  return {
    ...{ corrections, idf: ranking.idf, chunkCount, state: found.state },
    fused: fuse(found.byVector, found.byWords, ranking.scoreOf, fusion),
  }
}

interface Both {
  /** null: words alone. */
  byVector: VectorSearch | null
  ranking: WordRanking
  vector: Float32Array | null
  limit: number
}

interface FoundByBoth {
  byVector: VectorHit[]
  byWords: WordHit[]
  state: string | null
}

async function askBoth(
  db: Database,
  scope: SearchScope,
  { byVector, ranking, vector, limit }: Both,
): Promise<FoundByBoth> {
  // Where the filters let nothing through there is nothing to compare.
  const nearest = byVector && byVector.allowed?.ids.length !== 0 ? byVector : null
  const way = nearest && (await wayFor(db, nearest))
  const found = await ask(db, [
    sql`select 'state' as channel, ${stateOf(scope)} as id, null::bigint as number, null::float8 as similarity`,
    ...(nearest && way ? [channel('vector', nearestChunks(nearest, way))] : []),
    ...(ranking.best.length > 0 ? [channel('words', seenChunks(scope, ranking.best, vector))] : []),
  ])
  const hits = found.vector.sort((a, b) => b.similarity - a.similarity)
  const byWords = inOrder(ranking.best, found.words, limit)
  const [nearer, deeper] = await Promise.all([
    nearest && way && isShort(nearest, way, hits) ? compareAll(db, nearest) : hits,
    byWords.length < limit ? lookDeeper(db, scope, { ranking, vector, limit }) : null,
  ])
  return { byVector: nearer, byWords: deeper ?? byWords, state: found.state }
}

const channel = (name: 'vector' | 'words', statement: SQL): SQL =>
  sql`select ${sql.raw(`'${name}'`)}, f.id::text, f.number, f.similarity from (${statement}) f`

/** null: the list does not go on. */
async function lookDeeper(
  db: Database,
  scope: SearchScope,
  { ranking, vector, limit }: Omit<Both, 'byVector'>,
): Promise<WordHit[] | null> {
  const best = ranking.deeper?.()
  if (!best) return null
  const { words } = await ask(db, [
    sql`select 'words' as channel, f.id::text, f.number, f.similarity from (${seenChunks(scope, best, vector)}) f`,
  ])
  return inOrder(best, words, limit)
}

async function ask(db: Database, parts: readonly SQL[]) {
  const all = z.array(Row).parse(rows(await executePrepared(db, sql.join([...parts], sql` union all `))))
  const of = (name: 'vector' | 'words') =>
    all.flatMap(({ channel, id, number, similarity }) =>
      channel === name && id !== null ? [{ id, number, similarity }] : [],
    )
  return {
    state: all.find(({ channel }) => channel === 'state')?.id ?? null,
    vector: of('vector').map((hit) => ({ ...hit, similarity: hit.similarity ?? 0 })),
    words: of('words').map((chunk) => ({ ...chunk, number: chunk.number ?? -1 })),
  }
}
