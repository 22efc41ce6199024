import type { MemoryScope } from '@/lib/core/knowledge/memory-scope'

/** Why no fact about the end user is stored. */
export type NotRemembered = Exclude<Remembered['status'], 'stored' | 'refused'>

export interface RememberRequest {
  scope: MemoryScope
  /** Whether the end user must have agreed. A refusal counts in any case. */
  needsConsent: boolean
  /** With unit vectors, by which similar facts are found. */
  facts: readonly { text: string; vector: Float32Array }[]
  /** Facts that are not renewed expire after this time. */
  days: number
}

export interface Remembered {
  /** `no-end-user`: the run has none, or repeats a run. `refused`: no fact may be stored, for example a password. */
  status: 'stored' | 'refused' | 'no-consent' | 'no-end-user'
  /** Number of stored or renewed facts. */
  count: number
}

export interface RecallRequest {
  scope: MemoryScope
  vector: Float32Array
  limit: number
}

export interface RecalledFact {
  id: string
  text: string
  /** Cosine similarity to the query. */
  score: number
  /** ISO time of the last change. */
  at: string
}
