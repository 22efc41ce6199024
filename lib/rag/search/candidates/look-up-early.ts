import 'server-only'
import type { Database } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/is-embedded'
import type { WordRanking } from '../../lexical/ranking/find-by-keywords'
import { isOnlySearch } from '../../text/yield-to-event-loop'
import { readPassage } from '../passages/read-passage'
import type { RerankQuestion } from '../rerank/rerank-features'
import { compareTexts } from '../rerank/text-features'
import type { SearchScope } from '../search-scope'
import type { CandidateSearch } from './find-candidates'
import type { CandidateRow } from './load-candidates'
import { type FirstWanted, type LookedUp, lookUpRanked, type RankedRead, readFirst } from './look-up'

/**
 * What words have found, looked up while the database looks for what is near in meaning: by another of its processors, and
 * so only where no other search could use that. Some are read in vain, and mostly none is left to be read afterwards.
 * null: not worth it.
 */
export async function lookUpEarly(
  db: Database,
  { scope, asked, search, state, first }: CandidateSearch,
  { best }: WordRanking,
): Promise<RankedRead | null> {
  if (!first || !asked || search.mode !== 'hybrid' || best.length === 0) return null
  if (isEmbedded(db) || !isOnlySearch()) return null
  const perScore = (1 - search.meaningShare) / (best[0]?.score || 1)
  const ranked = best.map(({ number, score }) => ({ number, score: perScore * score }))
  return await lookUpRanked(db, scope, {
    ...{ ranked, meaningShare: search.meaningShare, vector: asked.vector, state, ...first },
  })
}

/** Passages are taken apart and compared as long as the database is at work: what is found out stays with them. */
export function compareEarly(question: RerankQuestion, { rows }: RankedRead): void {
  for (const row of rows.values()) compareTexts(question, readPassage(row))
}

export interface LikelyWanted extends FirstWanted {
  early: RankedRead | null
  /** `NearestFound.isLate` */
  isLate: boolean
  /** Numbers of chunks that meaning has found. */
  isMet: ReadonlySet<number | null>
}

export interface LikelyRead extends LookedUp {
  rows: Map<string, CandidateRow>
  /** Whether all of the likely ones are there and may be seen. */
  isComplete: boolean
}

/**
 * What is looked up of the ranked chunks, with the passages of those that can be among the first: what was not read early
 * is read now. The vectors may be of a later moment than that, and bring the new passages of a document whose old ones were
 * read early, so whoever reads holds the state against the search's once more. Where nothing is left to be read all of the
 * first are of one moment, and nothing is asked unless the vectors came long after it.
 */
export async function readLikely(db: Database, scope: SearchScope, request: LikelyWanted): Promise<LikelyRead> {
  const { likely, early, isLate, isMet, state, count, parts } = request
  const idOf = new Map(early?.chunks.map(({ number, id }) => [number, id]))
  const unread = likely.filter(({ number }) => !early?.rows.has(idOf.get(number) ?? ''))
  if (early && unread.length === 0 && !isLate) return { ...early, isComplete: true }
  // Where nothing is to be compared any more the vector is not sent again. Confidence goes by how near each of them is.
  const isCompared = parts.withNeighbours || unread.some(({ number }) => !isMet.has(number))
  const rest = await readFirst(db, scope, {
    ...{ likely: unread, vector: isCompared ? request.vector : null, state, count, parts },
  })
  return {
    // All of them: the nearest is what scores are shares of, wherever it comes.
    chunks: early ? [...early.chunks, ...rest.chunks] : rest.chunks,
    rows: early ? new Map([...early.rows, ...rest.rows]) : rest.rows,
    isSame: rest.isSame && (early?.isSame ?? true),
    isComplete: rest.seenCount === unread.length,
  }
}
