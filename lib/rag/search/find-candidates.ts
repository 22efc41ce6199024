import 'server-only'
import type { RetrievalOptions } from '@/lib/core/retrieval-options'
import type { Database } from '@/lib/db/database'
import { rankByWords } from '../words/find-by-words'
import { readQuestionWords } from '../words/question-words'
import type { KnownSegment } from '../words/read-segments'
import { askChannels, type ReadAhead } from './ask-channels'
import { type FusedCandidate, fuse } from './fuse'
import type { CandidateRow } from './load-candidates'
import type { AllowedDocuments } from './name-allowed'
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
  /** Which passages to read in the same statement. */
  ahead?: Omit<ReadAhead, 'fusion'> | null
}

export interface Candidates extends TermKnowledge {
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
  { scope, query, vector, search, allowed, heads, ahead = null }: CandidateSearch,
): Promise<Candidates> {
  const { mode, candidates: limit } = search
  const asked = { query, languages: scope.languages ?? [], terms: toWeightedTerms(query, scope.languages) }
  const { words, terms, corrections } = await readQuestionWords(db, scope, asked, heads)
  const { chunkCount } = words.totals
  const ranking = rankByWords({ words, terms: mode === 'dense' ? [] : terms, limit, allowed })
  const byVector = vector && mode !== 'lexical' ? { scope, vector, limit, chunkCount, allowed, heads } : null
  const fusion = {
    by: search.fusion,
    meaningShare: mode === 'dense' ? 1 : mode === 'lexical' ? 0 : search.meaningShare,
  }
  const found = await askChannels(db, scope, { byVector, ranking, vector, limit, ahead: ahead && { ...ahead, fusion } })
  return {
    ...{ corrections, idf: ranking.idf, chunkCount, state: found.state, rows: found.rows },
    fused: fuse(found.byVector, found.byWords, ranking.scoreOf, fusion),
  }
}
