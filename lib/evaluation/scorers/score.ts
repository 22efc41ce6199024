import type { Outcome } from '@/lib/contracts/experiments'
import type { Json, JsonObject } from '@/lib/core/json'
import type { ExpectedPassage } from '@/lib/core/knowledge/lab-question'
import type { Problem } from '@/lib/messages/problems/types'

/** What the case expects. */
export interface ExpectedResult {
  /** Undefined: unknown. */
  expected: Json | undefined
  passages: readonly ExpectedPassage[]
}

export interface FoundPassage {
  documentId: string
  documentName: string
  text: string
}

/** What the app returned. */
export interface AppAnswer {
  text: string
  outputs: JsonObject
  passages: readonly FoundPassage[]
  latencyMs: number | null
  costMicros: number | null
}

export interface Score {
  outcome: Outcome
  /** 0..1; null without a verdict. */
  value: number | null
  label: string | null
  reason: Problem
  /** The part of the answer that the reason is about. */
  evidence: string | null
}

/** Vectors of unit length, by the built-in model. */
export type Embed = (texts: readonly string[], signal: AbortSignal) => Promise<number[][]>

export interface ScorerTools {
  embed: Embed
  signal: AbortSignal
}

export const scored = (value: number, reason: Problem, evidence: string | null = null): Score => ({
  ...{ outcome: 'scored', value: Math.min(1, Math.max(0, value)), label: null, reason, evidence },
})

export const withoutVerdict = (reason: Problem): Score => ({
  ...{ outcome: 'no-verdict', value: null, label: null, reason, evidence: null },
})

export const skipped = (reason: Problem): Score => ({
  ...{ outcome: 'skipped', value: null, label: null, reason, evidence: null },
})
