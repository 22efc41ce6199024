import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { SearchResult } from './search-chunks'

/** Reason and hint of a search for the studio API: in English, and with their keys for other languages. */
export const searchRemarks = ({ reason, hint }: Pick<SearchResult, 'reason' | 'hint'>) => ({
  reason: reason?.message ?? null,
  reasonRef: reason && problemRef(reason),
  hint: hint?.message ?? null,
  hintRef: hint && problemRef(hint),
})
