import { problemRef } from '@/lib/messages/problems/problem-ref'
import { reasonColumns } from '@/lib/messages/problems/reason-columns'
import type { SearchResult } from './search-chunks'

/** Reason and hint of a search for the studio API: in English, and with their keys for other languages. */
export const searchRemarks = ({ reason, hint }: Pick<SearchResult, 'reason' | 'hint'>) => ({
  ...reasonColumns(reason),
  hint: hint?.message ?? null,
  hintRef: hint && problemRef(hint),
})
