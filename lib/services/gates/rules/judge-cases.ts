import type { GateRuleResult, GateRules } from '@/lib/contracts/gates'
import { problem } from '@/lib/messages/problems/problem'
import { passesOf } from '../../evaluations/passes-of'
import { type Evidence, type GateEvidence, isGap, type Measured } from '../gate-evidence'
import { ruleResult } from './rule-result'

/** Single cases: those that must pass, and the regression tests. */
export function judgeCases(rules: GateRules, candidate: Measured, evidence: GateEvidence): GateRuleResult[] {
  return [
    ...(rules.mustPass ? [judgeMust(candidate, evidence.mustIds)] : []),
    ...(rules.noRegressions ? [judgeRegressions(evidence.regressions)] : []),
  ]
}

function judgeMust(candidate: Measured, mustIds: ReadonlySet<string>): GateRuleResult {
  const passes = passesOf(candidate.scorers, candidate.answers)
  const required = [...mustIds].map((id) => passes.get(id) ?? null)
  const count = required.length
  if (count === 0) return ruleResult('must', 'passes', problem('gates.noMust'), { value: 0, threshold: 0 })
  const failed = required.filter((passed) => passed === false).length
  const unknown = required.filter((passed) => passed === null).length
  const numbers = { value: count - failed - unknown, threshold: count }
  if (failed > 0) return ruleResult('must', 'fails', problem('gates.mustFails', { failed, count }), numbers)
  if (unknown > 0) return ruleResult('must', 'inconclusive', problem('gates.mustUnclear', { count: unknown }), numbers)
  return ruleResult('must', 'passes', problem('gates.mustPasses', { count }), numbers)
}

function judgeRegressions(evidence: GateEvidence['regressions']): GateRuleResult {
  if (!evidence) return ruleResult('regressions', 'passes', problem('gates.noRegressionTests'))
  const { candidate, live } = evidence
  const unclear = ({ missing }: Extract<Evidence, { missing: unknown }>) =>
    ruleResult('regressions', 'inconclusive', problem('gates.regressionsUnclear', { reason: missing }))
  if (isGap(candidate)) return unclear(candidate)
  const failedCases = [...passesOf(candidate.scorers, candidate.answers)].filter(([, passed]) => passed !== true)
  const count = candidate.exampleCount
  const fine = () => ruleResult('regressions', 'passes', problem('gates.regressionsPass', { count }), { value: 0 })
  if (failedCases.length === 0 || live === null || live === 'same') return fine()
  if (isGap(live)) return unclear({ ...live, missing: problem('gates.liveNotMeasured') })
  const passedLive = passesOf(live.scorers, live.answers)
  const lostCases = failedCases.filter(([id]) => passedLive.get(id) === true)
  const failed = lostCases.filter(([, passed]) => passed === false).length
  if (failed > 0)
    return ruleResult('regressions', 'fails', problem('gates.regressionsFail', { failed }), { value: failed })
  const [unscored] = lostCases
  if (!unscored) return fine()
  const reason = problem('gates.regressionsUnscored', { count: lostCases.length })
  return ruleResult('regressions', 'inconclusive', reason, { value: 0 })
}
