import type { ComparisonView } from '@/lib/contracts/experiments'
import type { GateRuleResult, GateRules } from '@/lib/contracts/gates'
import { MIN_PAIRS } from '@/lib/core/statistics/sample-size'
import { problem } from '@/lib/messages/problems/problem'
import { summarizeExperiment } from '../../evaluations/summarize-experiment'
import { type GateEvidence, isGap, type Measured } from '../gate-evidence'
import { pointsText, ruleResult } from './rule-result'

/** The primary metric against the live version, in pairs. */
export function judgeComparison(
  { notWorse: margin }: GateRules,
  candidate: Measured,
  live: GateEvidence['live'],
): GateRuleResult[] {
  if (margin === null) return []
  const numbers = { metric: candidate.scorers[0]?.id ?? null, threshold: -margin }
  if (live === null) return [ruleResult('not-worse', 'passes', problem('gates.nothingLive'), numbers)]
  if (live === 'same') return [ruleResult('not-worse', 'passes', problem('gates.isLive'), { ...numbers, value: 0 })]
  if (isGap(live)) return [ruleResult('not-worse', 'inconclusive', problem('gates.liveNotMeasured'), numbers)]
  const compared = compare(candidate, live, margin)
  if (!compared) return [ruleResult('not-worse', 'inconclusive', problem('gates.liveNotMeasured'), numbers)]
  return [judgeDifference(compared, margin, numbers)]
}

function compare({ scorers, answers }: Measured, live: Measured, margin: number): ComparisonView | undefined {
  const bothAnswers = [
    ...live.answers.map((answer) => ({ ...answer, variant: 0 })),
    ...answers.map((answer) => ({ ...answer, variant: 1 })),
  ]
  return summarizeExperiment(bothAnswers, { scorers, variants: 2, margin })[1]?.comparisons[0]
}

/** It fails if it is proven worse and the estimated loss exceeds the margin. */
function judgeDifference(
  { difference, interval, count, gained, lost, more }: ComparisonView,
  margin: number,
  numbers: { metric: string | null; threshold: number },
): GateRuleResult {
  const result = { ...numbers, value: difference, interval }
  const range = { low: pointsText(interval.low), high: pointsText(interval.high) }
  if (count < MIN_PAIRS) {
    const reason = problem('gates.tooFewPairs', { count, needed: MIN_PAIRS })
    return ruleResult('not-worse', 'inconclusive', reason, { ...result, more: Math.max(more ?? 0, MIN_PAIRS - count) })
  }
  const texts = { ...range, difference: pointsText(difference) }
  if (interval.low >= -margin) return ruleResult('not-worse', 'passes', problem('gates.notWorse', texts), result)
  if (interval.high < 0 && difference < -margin) {
    const reason = problem('gates.worse', { ...range, difference: pointsText(-difference), lost, gained })
    return ruleResult('not-worse', 'fails', reason, result)
  }
  const reason = problem('gates.notWorseUnclear', { ...range, margin: pointsText(margin) })
  return ruleResult('not-worse', 'inconclusive', reason, { ...result, more })
}
