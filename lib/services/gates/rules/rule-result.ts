import type { GateAnswer, GateRuleResult } from '@/lib/contracts/gates'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'

type Numbers = Partial<Pick<GateRuleResult, 'metric' | 'value' | 'interval' | 'threshold' | 'more'>>

export function ruleResult(
  rule: GateRuleResult['rule'],
  answer: GateAnswer,
  reason: Problem,
  numbers: Numbers = {},
): GateRuleResult {
  const none = { metric: null, value: null, interval: null, threshold: null, more: null }
  return { rule, answer, ...none, ...numbers, reason: reason.message, reasonRef: problemRef(reason) }
}

export const percentText = (share: number): string => `${(100 * share).toFixed(1)} %`
export const pointsText = (share: number): string => (100 * share).toFixed(1)
