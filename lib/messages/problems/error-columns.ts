import { type ProblemRef, problemRef } from './problem-ref'
import type { Problem } from './types'

export interface ErrorColumns {
  error: string | null
  errorRef: ProblemRef | null
}

/** The columns in which a row keeps why it failed. */
export const errorColumns = (failure: (Problem & { readonly code?: string | undefined }) | null): ErrorColumns => ({
  error: failure?.message ?? null,
  errorRef: failure && problemRef(failure),
})
