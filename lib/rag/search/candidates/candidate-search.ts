import 'server-only'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { KnownSegment } from '../../lexical/segments/read-segments'
import type { EmbeddedQuestion } from '../query/embed-questions'
import type { SearchScope } from '../search-scope'
import type { PassageParts } from './load-candidates'
import type { AllowedDocuments } from './name-allowed'

export interface CandidateSearch {
  scope: SearchScope
  query: string
  /** Null for keyword search only. */
  embedded: EmbeddedQuestion | null
  search: RetrievalOptions['search']
  allowed: AllowedDocuments | null
  /** Segments of the index at the start of the search. */
  heads: readonly KnownSegment[] | null
  /** `OpenedSearch.state` that the search relies on; null if it is not checked. */
  state: string | null
  /** Number of results to load, with their parts; null for all. */
  first: { count: number; parts: Omit<PassageParts, 'dims'> } | null
}
