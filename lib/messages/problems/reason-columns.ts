import { type ProblemRef, problemRef } from './problem-ref'
import type { Problem } from './types'

export interface ReasonColumns<Text extends string | null> {
  reason: Text
  reasonRef: ProblemRef | null
}

/** The English text of a reason, and its key for other languages. */
export function reasonColumns(reason: Problem): ReasonColumns<string>
export function reasonColumns(reason: Problem | null): ReasonColumns<string | null>
export function reasonColumns(reason: Problem | null): ReasonColumns<string | null> {
  return { reason: reason?.message ?? null, reasonRef: reason && problemRef(reason) }
}
