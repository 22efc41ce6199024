import type { RolloutRules, VersionMetrics } from '@/lib/contracts/rollouts'
import { type Rate, rateDifferenceSequence } from '@/lib/core/statistics/rate-sequence'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'

/** After these days without a clear result, a rollout counts as failed. */
export const MAX_CLEAR_DAYS = 7

export interface FailureJudgement {
  /** `fine`: not worse than allowed. */
  verdict: 'worse' | 'fine' | 'unclear'
  text: Problem
}

/**
 * Compares the shares of failed runs so far. Rules are checked every few seconds, which only a sequence that is valid
 * at all times allows without false alarms. @returns null if the rule is off
 */
export function judgeFailures(
  { maxErrorPoints }: RolloutRules,
  base: VersionMetrics,
  candidate: VersionMetrics,
): FailureJudgement | null {
  if (maxErrorPoints === null) return null
  const rateOf = ({ failed, runs }: VersionMetrics): Rate => ({ hits: failed, count: runs })
  const { low, high } = rateDifferenceSequence(rateOf(base), rateOf(candidate))
  const params = { low: signed(low), high: signed(high), points: maxErrorPoints }
  const text = problem('rollouts.failureInterval', params)
  if (100 * low > maxErrorPoints) return { verdict: 'worse', text }
  return { verdict: 100 * high <= maxErrorPoints ? 'fine' : 'unclear', text }
}

const signed = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`
