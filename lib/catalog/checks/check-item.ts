import type { ProbeKind } from '@/lib/contracts/model-checks'

export interface CheckMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

/** One call that a check makes, and by what its answer is judged. */
export interface CheckItem {
  /** What is asked, in short. */
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
  /** Any answer will do: it is the time that counts. */
  | { kind: 'time' }

export interface Verdict {
  passed: boolean
  /** 0..1 */
  score: number
  reason: string
  /** Of `answer`. */
  exact?: number
  contained?: number
  tokenF1?: number
}
