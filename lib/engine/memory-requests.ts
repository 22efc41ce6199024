import type { MemoryScope } from '@/lib/core/memory-scope'

export interface RememberRequest {
  scope: MemoryScope
  /** Whether the end user must have agreed. */
  needsConsent: boolean
  /** With unit vectors, by which similar facts are found. */
  facts: readonly { text: string; vector: Float32Array }[]
  /** Facts that are not renewed expire after this time. */
  days: number
}

export interface Remembered {
  /** `no-end-user`: the run has none, so nothing can be stored. */
  status: 'stored' | 'no-consent' | 'no-end-user'
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
