import type { GateAnswer, GateRuleResult, GateRules } from '@/lib/contracts/gates'
import { problem } from '@/lib/messages/problems/problem'
import { type GateEvidence, isGap } from './gate-evidence'
import { judgeAttacks } from './rules/judge-attacks'
import { judgeCases } from './rules/judge-cases'
import { judgeComparison } from './rules/judge-comparison'
import { judgeMetrics } from './rules/judge-metrics'
import { judgeRuns } from './rules/judge-runs'
import { ruleResult } from './rules/rule-result'

/** From this attempt on, results on one test split are tuned to it. */
const MAX_ATTEMPTS = 5

export interface GateJudgement {
  answer: GateAnswer
  rules: GateRuleResult[]
  more: number | null
}

/** Whether a version may go live, by the rules of its environment. */
export function judgeGate(rules: GateRules, evidence: GateEvidence): GateJudgement {
  const { candidate } = evidence
  if (isGap(candidate)) return judgement([ruleResult('evidence', 'inconclusive', candidate.missing)])
  const reason = problem('gates.evidenceFits', { count: candidate.exampleCount })
  return judgement([
    ruleResult('evidence', 'passes', reason, { value: candidate.exampleCount }),
    ...withoutUncalibrated(
      [...judgeMetrics(rules, candidate), ...judgeComparison(rules, candidate, evidence.live)],
      evidence.judges,
    ),
    ...judgeCases(rules, candidate, evidence),
    ...judgeRuns(rules, candidate, evidence.live),
    ...judgeAttacks(rules, evidence),
    ...judgeAttempts(evidence),
  ])
}

/** A judge cannot decide before it is calibrated against labels of people, not even that a version fails. */
function withoutUncalibrated(results: GateRuleResult[], judges: GateEvidence['judges']): GateRuleResult[] {
  return results.map((result) => {
    const state = result.rule === 'scored' || result.metric === null ? undefined : judges.get(result.metric)
    if (state === undefined) return result
    const key = state === 'weak' ? 'gates.judgeWeak' : 'gates.judgeUntested'
    const { rule, metric, value, interval, threshold } = result
    const numbers = { metric, value, interval, threshold }
    return ruleResult(rule, 'inconclusive', problem(key, { metric: metric ?? '' }), numbers)
  })
}

function judgeAttempts({ attempts }: GateEvidence): GateRuleResult[] {
  if (attempts < MAX_ATTEMPTS) return []
  return [ruleResult('fresh-cases', 'inconclusive', problem('gates.freshCases', { count: attempts }))]
}

/** One failed rule fails the gate, and one inconclusive rule leaves it open. */
function worstAnswer(rules: readonly GateRuleResult[]): GateJudgement['answer'] {
  const answers = new Set(rules.map(({ answer }) => answer))
  if (answers.has('fails')) return 'fails'
  return answers.has('inconclusive') ? 'inconclusive' : 'passes'
}

function judgement(rules: GateRuleResult[]): GateJudgement {
  const answer = worstAnswer(rules)
  const missingExamples = Math.max(0, ...rules.map((rule) => rule.more ?? 0))
  return { answer, rules, more: answer === 'inconclusive' && missingExamples > 0 ? missingExamples : null }
}
