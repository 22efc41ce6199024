import 'server-only'
import type { Database } from '@/lib/db/database'
import { inOrder, rankByWords, type WordRanking } from '../../lexical/ranking/find-by-keywords'
import { hasGaps, noteGaps } from '../../lexical/ranking/gaps'
import { readQuestionWords } from '../../lexical/ranking/query-terms'
import { totalsOf } from '../../lexical/segments/read-segments'
import { findByVector, type NearestFound, type VectorHit } from '../../vectors/find-by-vector'
import { toWeightedTerms } from '../query/term-query'
import { type RerankQuestion, readQuestion } from '../rerank/rerank-features'
import type { CandidateSearch } from './candidate-search'
import { type FusedCandidate, fuse } from './fuse'
import type { CandidateRow } from './load-candidates'
import { type LookedUp, lookUp } from './look-up'
import { compareEarly, lookUpEarly, readLikely } from './look-up-early'
import { mayComeFirst } from './may-come-first'

export interface Candidates {
  /** Used to compare candidates with the question. */
  question: RerankQuestion
  /** Best first; those after the first `count` only have the fields that are known anyway. */
  fused: FusedCandidate[]
  /** All candidates, best first; null if there are no others. */
  whole: (() => Promise<FusedCandidate[]>) | null
  /** Whether the index was unchanged during each read. */
  isSame: boolean
  /** Passages loaded so far. */
  rows: Map<string, CandidateRow>
}

/**
 * Searches one question through both channels. Keywords are ranked in memory while the database runs the
 * vector search. If no other search is running, their matches are loaded meanwhile, too. One statement then
 * loads the other candidates that may be among the best.
 */
export async function findCandidates(db: Database, request: CandidateSearch): Promise<Candidates> {
  const { scope, embedded, search, state, first } = request
  const vector = embedded?.vector ?? null
  const [nearestVectors, { ranking, question, isPatchy, early }] = await Promise.all([
    nearest(db, request),
    onceSent(async () => {
      const { ranking, isPatchy, readWords } = await rankWords(db, request)
      const sent = lookUpEarly(db, request, ranking)
      const [early, question] = await Promise.all([sent, onceSent(async () => readWords())])
      if (early) compareEarly(question, early)
      return { ranking, isPatchy, early, question }
    }),
  ])
  const fusion = { by: search.fusion, meaningShare: meaningShareOf(search) }
  const hits = nearestVectors.hits.map((hit) => ({
    ...hit,
    words: hit.number === null ? 0 : ranking.scoreOf(hit.number),
  }))
  const fuseAll = async (words: LookedUp | null = early) =>
    fuse(hits, await allByWords(db, request, { hits, ranking, found: words }), fusion)
  // If ranked chunks may be deleted or inaccessible, a chunk's rank is only known after loading all
  // before it.
  if (!first || (isPatchy && ranking.best.length > 0)) {
    const words = early ?? (await lookUp(db, scope, { numbers: unmet(ranking.best, hits), vector, state }))
    return { question, fused: await fuseAll(words), whole: null, isSame: words.isSame, rows: early?.rows ?? new Map() }
  }
  const ranked = ranking.best.slice(0, search.candidates)
  const earlyByNumber = new Map(early?.chunks.map((chunk) => [chunk.number, chunk]))
  const likely = mayComeFirst(
    { hits, isExact: nearestVectors.isExact, ranked, fusion, known: earlyByNumber },
    first.count,
  )
  const { chunks, rows, isComplete, isSame } = await readLikely(db, scope, {
    likely,
    early,
    isLate: nearestVectors.isLate,
    vector,
    state,
    ...first,
    isMet: new Set(hits.map(({ number }) => number)),
  })
  if (!isComplete) return { question, fused: await fuseAll(), whole: null, isSame, rows }
  const fused = fuse(hits, inOrder(ranked, [...hits, ...chunks]), fusion, ranked[0]?.score)
  const isWhole = fused.length === hits.length + unmet(ranked, hits).length
  return { question, fused, whole: isWhole ? null : fuseAll, isSame, rows }
}

async function nearest(
  db: Database,
  { scope, embedded, search, allowed, heads }: CandidateSearch,
): Promise<NearestFound> {
  if (!embedded || search.mode === 'lexical') return { hits: [], isExact: true, isLate: false }
  // Assumes many if their number is unknown.
  const chunkCount = heads ? totalsOf(heads).chunkCount : Number.POSITIVE_INFINITY
  return await findByVector(db, {
    scope,
    vector: embedded.vector,
    limit: search.candidates,
    chunkCount,
    allowed,
    heads,
  })
}

async function rankWords(db: Database, { scope, query, embedded, search, allowed, heads }: CandidateSearch) {
  const keywordQuery = { query, languages: scope.languages ?? [], terms: toWeightedTerms(query, scope.languages) }
  const { words, terms, corrections } = await readQuestionWords(db, scope, keywordQuery, heads)
  const isPatchy = hasGaps(scope.indexId, heads) || (scope.isNarrow && allowed === null)
  const ranking = rankByWords({
    words,
    terms: search.mode === 'dense' ? [] : terms,
    limit: search.candidates,
    allowed,
    isPatchy,
  })
  const knowledge = { idf: ranking.idf, chunkCount: words.totals.chunkCount, corrections }
  return { ranking, isPatchy, readWords: () => readQuestion(query, knowledge, embedded) }
}

/** Runs work once pending statements are sent, while the database is busy with them. */
async function onceSent<T>(work: () => Promise<T>): Promise<T> {
  await new Promise<void>((resolve) => setImmediate(resolve))
  return await work()
}

interface Ranked {
  hits: readonly VectorHit[]
  ranking: WordRanking
  /** The loaded chunks of `best`, if they are loaded. */
  found: LookedUp | null
}

/** Accessible keyword matches; reads further ones if too few remain. */
/** The weight of the vector ranks in the fusion. A channel that is off has none. */
function meaningShareOf({ mode, meaningShare }: CandidateSearch['search']): number {
  if (mode === 'dense') return 1
  return mode === 'lexical' ? 0 : meaningShare
}

async function allByWords(
  db: Database,
  { scope, embedded, search, heads }: CandidateSearch,
  { hits, ranking, found }: Ranked,
) {
  const vector = embedded?.vector ?? null
  const { best } = ranking
  const chunksOf = async (list: WordRanking['best']) =>
    (await lookUp(db, scope, { numbers: unmet(list, hits), vector, state: null })).chunks
  const seen = inOrder(best, [...hits, ...(found?.chunks ?? (await chunksOf(best)))])
  if (seen.length < best.length && !scope.isNarrow && heads) noteGaps(scope.indexId, heads)
  const deeper = seen.length < search.candidates ? ranking.deeper?.() : null
  const all = deeper ? inOrder(deeper, [...hits, ...(await chunksOf(deeper))]) : seen
  return all.slice(0, search.candidates).map((hit, index) => ({ ...hit, rank: index + 1 }))
}

function unmet(ranked: readonly { number: number }[], hits: readonly VectorHit[]): number[] {
  const met = new Set(hits.map(({ number }) => number))
  return ranked.flatMap(({ number }) => (met.has(number) ? [] : [number]))
}
