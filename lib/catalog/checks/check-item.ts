import type { ProbeKind } from '@/lib/contracts/model-checks'
import type { Problem } from '@/lib/messages/problems/types'

export interface CheckMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

/** A call of a check, with the rule that judges the response. */
export interface CheckItem {
  /** Short label of the prompt. */
  label: string
  messages: CheckMessage[]
  maxOutputTokens: number
  expected: string | null
  exampleId: string | null
  rule: CheckRule
}

export type CheckRule =
  | { kind: 'answer'; expected: string }
  | { kind: 'label'; expected: string; labels: readonly string[] }
  | { kind: 'probe'; probe: ProbeKind; mustNotContain: readonly string[]; mustContainAny: readonly string[] }
  /** Measures time only; any answer passes. */
  | { kind: 'time' }

export interface Verdict {
  passed: boolean
  /** 0..1 */
  score: number
  reason: Problem
  /** Exact match, for `answer`. */
  exact?: number
  contained?: number
  tokenF1?: number
}
