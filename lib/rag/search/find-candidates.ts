import 'server-only'
import type { RetrievalOptions } from '@/lib/core/retrieval-options'
import type { Database } from '@/lib/db/database'
import { findByWords } from '../words/find-by-words'
import { readQuestionWords } from '../words/question-words'
import { type KnownSegment, totalsOf } from '../words/read-segments'
import { findByVector } from './find-by-vector'
import { type FusedCandidate, fuse } from './fuse'
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
}

export interface Candidates extends TermKnowledge {
  /** Best first. */
  fused: FusedCandidate[]
}

/** One question through both channels. */
export async function findCandidates(
  db: Database,
  { scope, query, vector, search, allowed, heads }: CandidateSearch,
): Promise<Candidates> {
  const asked = { query, languages: scope.languages ?? [], terms: toWeightedTerms(query, scope.languages) }
  const { mode, candidates: limit } = search
  const chunkCount = heads === null ? Number.POSITIVE_INFINITY : totalsOf(heads).chunkCount
  const [byVector, byWords] = await Promise.all([
    vector && mode !== 'lexical' ? findByVector(db, { scope, vector, limit, chunkCount, allowed }) : [],
    readQuestionWords(db, scope, asked, heads).then(async ({ words, terms, corrections }) => ({
      chunkCount: words.totals.chunkCount,
      ...(await findByWords(db, { scope, words, terms: mode === 'dense' ? [] : terms, limit, vector, allowed })),
      corrections,
    })),
  ])
  const fusion = {
    by: search.fusion,
    meaningShare: mode === 'dense' ? 1 : mode === 'lexical' ? 0 : search.meaningShare,
  }
  return {
    ...{ corrections: byWords.corrections, idf: byWords.idf, chunkCount: byWords.chunkCount },
    fused: fuse(byVector, byWords.hits, byWords.scoreOf, fusion),
  }
}
