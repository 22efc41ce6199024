import type { MetricView } from '@/lib/contracts/experiments'
import type { GateRuleResult, GateRules } from '@/lib/contracts/gates'
import { NORMAL_QUANTILE } from '@/lib/core/statistics/interval'
import { problem } from '@/lib/messages/problems/problem'
import { summarizeExperiment } from '../../evaluations/summarize-experiment'
import type { Measured } from '../gate-evidence'
import { percentText, ruleResult } from './rule-result'

/** Lower bounds of metrics, and the share of answers with a verdict. */
export function judgeMetrics(rules: GateRules, candidate: Measured): GateRuleResult[] {
  const { scorers, answers } = candidate
  const asFirstVariant = answers.map((answer) => ({ ...answer, variant: 0 }))
  const [summary] = summarizeExperiment(asFirstVariant, { scorers, variants: 1, margin: 0 })
  const metrics = rules.metrics.map(({ scorer, atLeast }) =>
    judgeMetric(
      summary?.metrics.find(({ id }) => id === scorer),
      scorer,
      atLeast,
    ),
  )
  return [...metrics, judgeScored(rules, candidate)]
}

function judgeMetric(metric: MetricView | undefined, id: string, threshold: number): GateRuleResult {
  if (!metric || metric.mean === null || !metric.interval)
    return ruleResult('metric', 'inconclusive', problem('gates.noValue', { metric: id }), { metric: id, threshold })
  const { mean, interval, count } = metric
  const [value, low, high] = [mean, interval.low, interval.high].map(percentText)
  const texts = { metric: id, value: value ?? '', low: low ?? '', high: high ?? '', threshold: percentText(threshold) }
  const numbers = { metric: id, value: mean, interval, threshold }
  if (interval.low >= threshold) return ruleResult('metric', 'passes', problem('gates.metricPasses', texts), numbers)
  if (interval.high < threshold) return ruleResult('metric', 'fails', problem('gates.metricFails', texts), numbers)
  const reason = problem('gates.metricInconclusive', texts)
  return ruleResult('metric', 'inconclusive', reason, { ...numbers, more: moreExamples(metric, threshold, count) })
}

/**
 * The number of further examples with which the lower bound reaches the threshold if the mean stays the same.
 * @returns null if more examples would not help
 */
function moreExamples({ mean, interval }: MetricView, threshold: number, count: number): number | null {
  if (mean === null || !interval || mean <= threshold) return null
  const spread = Math.max(mean * (1 - mean), ((mean - interval.low) / NORMAL_QUANTILE) ** 2 * count)
  return Math.max(1, Math.ceil((NORMAL_QUANTILE ** 2 * spread) / (mean - threshold) ** 2) - count)
}

/** Judges the share of answers that have a verdict. A failed app has one: it counts as wrong. */
function judgeScored({ minScored }: GateRules, { scorers, answers }: Measured): GateRuleResult {
  const primary = scorers[0]?.id ?? ''
  const outcomes = answers.map(({ scores }) => scores.get(primary)?.outcome)
  const scored = outcomes.filter((outcome) => outcome === 'scored' || outcome === 'app-failed').length
  const count = answers.length
  const value = count === 0 ? 0 : scored / count
  const numbers = { metric: primary, value, threshold: minScored }
  if (value >= minScored)
    return ruleResult('scored', 'passes', problem('gates.scoredPasses', { scored, count }), numbers)
  const interrupted = answers.filter(({ isInterrupted }) => isInterrupted).length
  if ((scored + interrupted) / count >= minScored)
    return ruleResult('scored', 'inconclusive', problem('gates.interrupted', { count: interrupted }), numbers)
  const share = Math.round(100 * minScored)
  return ruleResult('scored', 'fails', problem('gates.scoredFails', { scored, count, share }), numbers)
}
