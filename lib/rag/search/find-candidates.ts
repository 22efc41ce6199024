import 'server-only'
import type { RetrievalOptions } from '@/lib/core/retrieval-options'
import type { Database } from '@/lib/db/database'
import { compactSoon } from '../words/compact-soon'
import { findByWords } from '../words/find-by-words'
import { ensureWords } from '../words/index-words'
import { readIndexWords } from '../words/read-segments'
import { findByVector } from './find-by-vector'
import { type FusedCandidate, fuse } from './fuse'
import type { SearchScope } from './search-scope'
import { toQueryTerms } from './term-query'

export interface CandidateSearch {
  scope: SearchScope
  query: string
  /** null: words alone. */
  vector: Float32Array | null
  search: RetrievalOptions['search']
}

export interface Candidates {
  terms: string[]
  idf(term: string): number
  /** Best first. */
  fused: FusedCandidate[]
}

/** One question through both channels. */
export async function findCandidates(
  db: Database,
  { scope, query, vector, search }: CandidateSearch,
): Promise<Candidates> {
  const terms = toQueryTerms(query, scope.languages)
  const { mode, candidates: limit } = search
  let words = await readIndexWords(db, scope, terms)
  if (words.totals.chunkCount === 0 && (await ensureWords(db, scope))) words = await readIndexWords(db, scope, terms)
  compactSoon(
    db,
    scope,
    words.segments.map(({ chunks }) => ({ chunkCount: chunks.numbers.length })),
  )
  const [byVector, byWords] = await Promise.all([
    vector && mode !== 'lexical' ? findByVector(db, { scope, vector, limit, chunkCount: words.totals.chunkCount }) : [],
    findByWords(db, { scope, words, terms: mode === 'dense' ? [] : terms, limit, vector }),
  ])
  const fusion = {
    by: search.fusion,
    meaningShare: mode === 'dense' ? 1 : mode === 'lexical' ? 0 : search.meaningShare,
  }
  return { terms, idf: byWords.idf, fused: fuse(byVector, byWords.hits, byWords.scoreOf, fusion) }
}
