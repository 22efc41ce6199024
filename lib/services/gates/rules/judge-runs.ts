import type { GateRuleResult, GateRules } from '@/lib/contracts/gates'
import { momentsOf } from '@/lib/core/statistics/moments'
import { problem } from '@/lib/messages/problems/problem'
import { type GateEvidence, isGap, type Measured } from '../gate-evidence'
import { ruleResult } from './rule-result'

/** With fewer measured answers the 95th percentile is close to the slowest answer. */
const MIN_MEASURED = 20

/** Latency and cost, absolute and against the live version. */
export function judgeRuns(rules: GateRules, candidate: Measured, live: GateEvidence['live']): GateRuleResult[] {
  const { maxP95Ms, maxP95Percent, maxCostMicros, maxCostPercent } = rules
  const judged: GateRuleResult[] = []
  if (maxP95Ms !== null) judged.push(judgeLatency('p95', candidate, maxP95Ms))
  if (maxCostMicros !== null) judged.push(judgeCost('cost', candidate, maxCostMicros))
  if (maxP95Percent !== null)
    judged.push(
      againstLive('p95-live', live, (base) => {
        const p95 = percentile(latenciesOf(base))
        return p95 === null
          ? unmeasured('p95-live', base)
          : judgeLatency('p95-live', candidate, p95 * (1 + maxP95Percent / 100))
      }),
    )
  if (maxCostPercent !== null)
    judged.push(
      againstLive('cost-live', live, (base) => {
        const cost = costOf(base)
        return cost === null
          ? unpriced('cost-live')
          : judgeCost('cost-live', candidate, cost * (1 + maxCostPercent / 100))
      }),
    )
  return judged
}

type RunRule = 'p95' | 'p95-live' | 'cost' | 'cost-live'

function againstLive(
  rule: RunRule,
  live: GateEvidence['live'],
  judge: (base: Measured) => GateRuleResult,
): GateRuleResult {
  if (live === null) return ruleResult(rule, 'passes', problem('gates.nothingLive'))
  if (live === 'same') return ruleResult(rule, 'passes', problem('gates.isLive'))
  return isGap(live) ? ruleResult(rule, 'inconclusive', problem('gates.liveNotMeasured')) : judge(live)
}

/** Reused steps took no time, so such answers do not count. */
const latenciesOf = ({ answers }: Measured): number[] =>
  answers.flatMap(({ latencyMs, isFailed }) => (isFailed || latencyMs === null ? [] : [latencyMs]))

function percentile(values: readonly number[]): number | null {
  if (values.length < MIN_MEASURED) return null
  return values.toSorted((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1] ?? null
}

function judgeLatency(rule: RunRule, candidate: Measured, threshold: number): GateRuleResult {
  const value = percentile(latenciesOf(candidate))
  if (value === null) return unmeasured(rule, candidate, threshold)
  const texts = { value: (value / 1_000).toFixed(2), max: (threshold / 1_000).toFixed(2) }
  return value <= threshold
    ? ruleResult(rule, 'passes', problem('gates.latencyPasses', texts), { value, threshold })
    : ruleResult(rule, 'fails', problem('gates.latencyFails', texts), { value, threshold })
}

const unmeasured = (rule: RunRule, measured: Measured, threshold: number | null = null): GateRuleResult =>
  ruleResult(
    rule,
    'inconclusive',
    problem('gates.latencyUnmeasured', { count: latenciesOf(measured).length, needed: MIN_MEASURED }),
    { threshold },
  )

function costOf({ answers }: Measured): number | null {
  const costs = answers.flatMap(({ costMicros }) => costMicros ?? [])
  return costs.length < answers.length || costs.length === 0 ? null : momentsOf(costs).mean
}

const unpriced = (rule: RunRule): GateRuleResult => ruleResult(rule, 'inconclusive', problem('gates.costUnknown'))

function judgeCost(rule: RunRule, candidate: Measured, threshold: number): GateRuleResult {
  const value = costOf(candidate)
  if (value === null) return unpriced(rule)
  const texts = { value: dollars(value), max: dollars(threshold) }
  return value <= threshold
    ? ruleResult(rule, 'passes', problem('gates.costPasses', texts), { value, threshold })
    : ruleResult(rule, 'fails', problem('gates.costFails', texts), { value, threshold })
}

const dollars = (micros: number): string => `$${(micros / 1e6).toFixed(6)}`
