import 'server-only'
import type { RetrievalOptions } from '@/lib/core/retrieval-options'
import type { Database } from '@/lib/db/database'
import { rankByWords } from '../words/find-by-words'
import { hasGaps } from '../words/gaps'
import { readQuestionWords } from '../words/question-words'
import type { KnownSegment } from '../words/read-segments'
import { askChannels, type ReadAhead } from './ask-channels'
import type { AskedQuestion } from './embed-questions'
import { type FusedCandidate, fuse } from './fuse'
import type { CandidateRow } from './load-candidates'
import type { AllowedDocuments } from './name-allowed'
import { type RerankQuestion, readQuestion } from './rerank-features'
import type { SearchScope } from './search-scope'
import { toWeightedTerms } from './term-query'

export interface CandidateSearch {
  scope: SearchScope
  query: string
  /** null: words alone. */
  asked: AskedQuestion | null
  search: RetrievalOptions['search']
  allowed: AllowedDocuments | null
  /** The segments of the index, as they were a moment ago. */
  heads: readonly KnownSegment[] | null
  /** Which passages to read in the same statement. */
  ahead?: Omit<ReadAhead, 'fusion'> | null
}

export interface Candidates {
  /** What candidates are compared with. */
  question: RerankQuestion
  /** Best first. */
  fused: FusedCandidate[]
  /** Of the index, in the moment in which they were found (`OpenedSearch.state`). */
  state: string | null
  /** Passages that were read ahead: most of the best ones, or none. */
  rows: Map<string, CandidateRow>
}

/**
 * One question through both channels. Words are ranked in memory first, so that one statement can ask for all: a journey
 * to the database costs a search more than what is done at its end.
 */
export async function findCandidates(
  db: Database,
  { scope, query, asked, search, allowed, heads, ahead = null }: CandidateSearch,
): Promise<Candidates> {
  const { mode, candidates: limit } = search
  const vector = asked?.vector ?? null
  const wanted = { query, languages: scope.languages ?? [], terms: toWeightedTerms(query, scope.languages) }
  const { words, terms, corrections } = await readQuestionWords(db, scope, wanted, heads)
  const { chunkCount } = words.totals
  const isPatchy = hasGaps(scope.indexId) || (scope.isNarrow && allowed === null)
  const ranking = rankByWords({ words, terms: mode === 'dense' ? [] : terms, limit, allowed, isPatchy })
  const byVector = vector && mode !== 'lexical' ? { scope, vector, limit, chunkCount, allowed, heads } : null
  const fusion = {
    by: search.fusion,
    meaningShare: mode === 'dense' ? 1 : mode === 'lexical' ? 0 : search.meaningShare,
  }
  const [found, question] = await Promise.all([
    askChannels(db, scope, { byVector, ranking, vector, limit, ahead: ahead && { ...ahead, fusion } }),
    onceSent(() => readQuestion(query, { idf: ranking.idf, chunkCount, corrections }, asked)),
  ])
  return {
    ...{ question, state: found.state, rows: found.rows },
    fused: fuse(found.byVector, found.byWords, ranking.scoreOf, fusion),
  }
}

/** Does what can be done while the database is at work. */
async function onceSent<T>(work: () => T): Promise<T> {
  await new Promise<void>((resolve) => setImmediate(resolve))
  return work()
}
