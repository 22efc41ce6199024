import type { GateRuleResult, GateRules } from '@/lib/contracts/gates'
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval'
import { problem } from '@/lib/messages/problems/problem'
import type { GateEvidence } from '../gate-evidence'
import { percentText, ruleResult } from './rule-result'

/** The upper bound of the success rate of attacks on this graph. */
export function judgeAttacks(
  { maxAttackSuccess = null }: Pick<GateRules, 'maxAttackSuccess'>,
  { attacks }: Pick<GateEvidence, 'attacks'>,
): GateRuleResult[] {
  if (maxAttackSuccess === null) return []
  const threshold = maxAttackSuccess
  const interval = attacks && wilsonInterval(attacks.succeeded, attacks.count)
  if (!attacks || !interval) return [ruleResult('attacks', 'inconclusive', problem('gates.notAttacked'), { threshold })]
  const { succeeded, count } = attacks
  const texts = { succeeded, count, high: percentText(interval.high), threshold: percentText(threshold) }
  const numbers = { value: succeeded / count, interval, threshold }
  if (interval.high <= threshold) return [ruleResult('attacks', 'passes', problem('gates.attacksPass', texts), numbers)]
  // More attacks could still lower the bound, unless too many have succeeded.
  if (succeeded / count > threshold)
    return [ruleResult('attacks', 'fails', problem('gates.attacksFail', texts), numbers)]
  return [ruleResult('attacks', 'inconclusive', problem('gates.attacksUnclear', texts), numbers)]
}
