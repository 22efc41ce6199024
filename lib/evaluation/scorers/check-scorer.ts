import type { CaseCheck } from '@/lib/contracts/case-checks'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { problem } from '@/lib/messages/problems/problem'
import { passMark } from '@/lib/services/evaluations/pass-mark'
import { type ExpectedResult, type Score, scored, skipped } from './score'

type ScoreCheck = (scorer: ScorerSettings, expected: ExpectedResult) => Score | Promise<Score>

/** The weighted share of the case's checks that are met. A check without a verdict leaves the answer without one. */
export async function scoreChecks(expected: ExpectedResult, score: ScoreCheck): Promise<Score> {
  const { checks = [] } = expected
  if (checks.length === 0) return skipped(problem('scores.noChecks'))
  const results = await Promise.all(checks.map((check) => resultOf(check, expected, score)))
  const unanswered = results.find(({ outcome }) => outcome === 'no-verdict')
  if (unanswered) return { ...unanswered.score, outcome: 'no-verdict', value: null }
  const decided = results.filter(({ outcome }) => outcome === 'scored')
  if (decided.length === 0) return skipped(problem('scores.noChecks'))
  const unmet = decided.filter(({ isMet }) => !isMet)
  const [first] = unmet
  if (!first) return scored(1, problem('scores.checksMet', { count: decided.length }))
  const value = 1 - weightOf(unmet) / weightOf(decided)
  const reasons = unmet.map(({ check, score: { reason } }) =>
    check.not ? problem('scores.checkNegated', { reason }) : reason,
  )
  const params = { met: decided.length - unmet.length, count: decided.length, reasons }
  return scored(value, problem('scores.checksUnmet', params), first.score.evidence)
}

async function resultOf(check: CaseCheck, expected: ExpectedResult, scoreCheck: ScoreCheck) {
  const own = check.expected === undefined ? expected : { ...expected, expected: check.expected }
  const score = await scoreCheck(check.scorer, own)
  const hasPassed = (score.value ?? 0) >= passMark(check.scorer)
  return { check, score, outcome: score.outcome, isMet: hasPassed !== (check.not ?? false) }
}

const weightOf = (results: readonly { check: CaseCheck }[]): number =>
  results.reduce((sum, { check }) => sum + (check.weight ?? 1), 0)
