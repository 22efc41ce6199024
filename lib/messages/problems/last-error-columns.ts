import { type ProblemRef, problemRef } from './problem-ref'
import type { Problem } from './types'

export interface LastErrorColumns {
  lastError: string | null
  lastErrorRef: ProblemRef | null
}

/** The columns in which a row keeps why it last failed; null if the last attempt succeeded. */
export const lastErrorColumns = (
  failure: (Problem & { readonly code?: string | undefined }) | null,
): LastErrorColumns => ({
  lastError: failure?.message ?? null,
  lastErrorRef: failure && problemRef(failure),
})
