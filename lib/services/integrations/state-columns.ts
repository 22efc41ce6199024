import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'

/** The columns in which a connection keeps why it does not work. Null means that it works. */
export const stateColumns = (reason: Problem | null) => ({
  stateMessage: reason?.message ?? null,
  stateRef: reason && problemRef(reason),
})
