import 'server-only'
import type { Database } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import type { WordRanking } from '../../lexical/ranking/find-by-keywords'
import { isOnlySearch } from '../../text/yield-to-event-loop'
import { readPassage } from '../passages/read-passage'
import type { RerankQuestion } from '../rerank/rerank-features'
import { compareTexts } from '../rerank/text-features'
import type { SearchScope } from '../search-scope'
import type { CandidateSearch } from './candidate-search'
import type { CandidateRow } from './load-candidates'
import { type FirstWanted, type LookedUp, lookUpRanked, type RankedRead, readFirst } from './look-up'

/**
 * Loads keyword matches while the database runs the vector search on another processor, so only if
 * no other search is running. Some reads are wasted, but usually nothing remains to be loaded
 * afterwards. Null if it is not worthwhile.
 */
export async function lookUpEarly(
  db: Database,
  { scope, embedded, search, state, first }: CandidateSearch,
  { best }: WordRanking,
): Promise<RankedRead | null> {
  if (!first || !embedded || search.mode !== 'hybrid' || best.length === 0) return null
  if (isEmbedded(db) || !isOnlySearch()) return null
  const perScore = (1 - search.meaningShare) / (best[0]?.score || 1)
  const ranked = best.map(({ number, score }) => ({ number, score: perScore * score }))
  return await lookUpRanked(db, scope, {
    ranked,
    meaningShare: search.meaningShare,
    vector: embedded.vector,
    state,
    ...first,
  })
}

/** Parses and compares passages while the database is busy; the results are cached. */
export function compareEarly(question: RerankQuestion, { rows }: RankedRead): void {
  for (const row of rows.values()) compareTexts(question, readPassage(row))
}

export interface LikelyWanted extends FirstWanted {
  early: RankedRead | null
  /** `NearestFound.isLate` */
  isLate: boolean
  /** Numbers of chunks found by vector search. */
  isMet: ReadonlySet<number | null>
}

export interface LikelyRead extends LookedUp {
  rows: Map<string, CandidateRow>
  /** Whether all likely chunks exist and are accessible. */
  isComplete: boolean
}

/**
 * Loads the ranked chunks, with the passages of possible top results that were not loaded early. The vectors
 * may be newer than the early read: they may reference new passages of a document whose old passages were
 * loaded. Therefore this read checks the state again. If nothing remains to be loaded, all top results are
 * from the same moment, and no check is needed unless the vectors arrived much later.
 */
export async function readLikely(db: Database, scope: SearchScope, request: LikelyWanted): Promise<LikelyRead> {
  const { likely, early, isLate, isMet, state, count, parts } = request
  const idOf = new Map(early?.chunks.map(({ number, id }) => [number, id]))
  const unread = likely.filter(({ number }) => !early?.rows.has(idOf.get(number) ?? ''))
  if (early && unread.length === 0 && !isLate) return { ...early, isComplete: true }
  // Without comparisons the vector is not sent again. Compared are neighbors, and chunks that the
  // vector search did not find.
  const isCompared = parts.withNeighbours || unread.some(({ number }) => !isMet.has(number))
  const rest = await readFirst(db, scope, {
    likely: unread,
    vector: isCompared ? request.vector : null,
    state,
    count,
    parts,
  })
  return {
    // All chunks, because scores are relative to the nearest one, wherever it ranks.
    chunks: early ? [...early.chunks, ...rest.chunks] : rest.chunks,
    rows: early ? new Map([...early.rows, ...rest.rows]) : rest.rows,
    isSame: rest.isSame && (early?.isSame ?? true),
    isComplete: rest.seenCount === unread.length,
  }
}
