import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'

/** The columns that store why a connection does not work. Null means that it works. */
export const stateColumns = (reason: Problem | null) => ({
  stateMessage: reason?.message ?? null,
  stateRef: reason && problemRef(reason),
})
