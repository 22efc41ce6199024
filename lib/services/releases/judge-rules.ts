import type { RolloutRules, VersionMetrics } from '@/lib/contracts/rollouts'
import { problem } from '@/lib/messages/problems/problem'
import { type ProblemRef, problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import { judgeFailures, MAX_CLEAR_DAYS } from './judge-failures'

export interface Judgement {
  verdict: 'wait' | 'passed' | 'failed'
  /** One sentence per rule, for people. */
  reasons: string[]
  /** The reasons that are about a broken rule. */
  broken: string[]
  /** The keys of the reasons, in their order. */
  refs: (ProblemRef | null)[]
}

/** Fewer ratings of a version are not compared. */
const MIN_RATINGS = 5
/** Minimum runs of the live version before its error rate is meaningful. */
const MIN_BASE_RUNS = 20
/** Minimum failures of the other version: one or two may be chance. */
const MIN_EARLY_FAILURES = 5

/**
 * Whether the other version is good enough to go live, by the rules of its rollout.
 * @param isOverdue it has waited for a clear result too long
 */
export function judgeRules(
  rules: RolloutRules,
  base: VersionMetrics,
  candidate: VersionMetrics,
  isOverdue = false,
): Judgement {
  const failures = rules.untilClear ? judgeFailures(rules, base, candidate) : null
  if (failures?.verdict === 'worse') return judgement('failed', [failures.text], [failures.text])
  if (failures?.verdict === 'unclear' && isOverdue) {
    const text = problem('rollouts.notClearInTime', { days: MAX_CLEAR_DAYS, difference: failures.text })
    return judgement('failed', [text], [text])
  }
  if (failures?.verdict === 'unclear' && Math.min(base.runs, candidate.runs) >= rules.minRuns)
    return judgement('wait', [problem('rollouts.notClearYet', { difference: failures.text })], [])
  if (Math.min(base.runs, candidate.runs) < rules.minRuns) {
    const lost = failures ? null : lostAlready(rules, base, candidate)
    if (lost !== null) return judgement('failed', [lost], [lost])
    const runs = { candidate: candidate.runs, base: base.runs, needed: rules.minRuns }
    return judgement('wait', [problem('rollouts.notEnoughRuns', runs)], [])
  }
  const findings = [
    ...(failures ? [{ isMet: true, text: failures.text }] : errors(rules, base, candidate)),
    ...latency(rules, base, candidate),
    ...cost(rules, base, candidate),
    ...feedback(rules, base, candidate),
  ]
  const broken = findings.filter(({ isMet }) => !isMet).map(({ text }) => text)
  const reasons = findings.map(({ text }) => text)
  return judgement(broken.length > 0 ? 'failed' : 'passed', reasons, broken)
}

const judgement = (
  verdict: Judgement['verdict'],
  reasons: readonly Problem[],
  broken: readonly Problem[],
): Judgement => ({
  verdict,
  reasons: reasons.map(({ message }) => message),
  broken: broken.map(({ message }) => message),
  refs: reasons.map(problemRef),
})

/**
 * Stops a failing version before it has enough runs: as soon as enough runs have failed that the error rule would be
 * broken even if all others succeeded.
 */
function lostAlready(rules: RolloutRules, base: VersionMetrics, candidate: VersionMetrics): Problem | null {
  const { maxErrorPoints, minRuns } = rules
  if (maxErrorPoints === null || candidate.failed < MIN_EARLY_FAILURES) return null
  if (base.runs < Math.min(MIN_BASE_RUNS, minRuns)) return null
  const baseErrorRate = (base.failed / base.runs) * 100
  const lowestRate = (candidate.failed / Math.max(minRuns, candidate.runs)) * 100
  if (lowestRate - baseErrorRate <= maxErrorPoints) return null
  return problem('rollouts.lostAlready', {
    failed: candidate.failed,
    runs: candidate.runs,
    usual: baseErrorRate.toFixed(1),
  })
}

interface Finding {
  isMet: boolean
  text: Problem
}

type Rule = (rules: RolloutRules, base: VersionMetrics, candidate: VersionMetrics) => Finding[]

const errors: Rule = ({ maxErrorPoints }, base, candidate) => {
  if (maxErrorPoints === null) return []
  const [before, now] = [base, candidate].map(({ failed, runs }) => (failed / runs) * 100)
  if (before === undefined || now === undefined) return []
  const rates = { now: now.toFixed(1), before: before.toFixed(1), points: maxErrorPoints }
  const text = problem('rollouts.failures', rates)
  return [{ isMet: now - before <= maxErrorPoints, text }]
}

const latency: Rule = ({ maxP95Percent }, base, candidate) => {
  // Without a successful run there is no time to compare; the error rule covers that.
  if (maxP95Percent === null || base.p95Ms === null || candidate.p95Ms === null) return []
  const times = { now: Math.round(candidate.p95Ms), before: Math.round(base.p95Ms), percent: maxP95Percent }
  const text = problem('rollouts.latency', times)
  return [{ isMet: candidate.p95Ms <= base.p95Ms * (1 + maxP95Percent / 100), text }]
}

const cost: Rule = ({ maxCostPercent }, base, candidate) => {
  if (maxCostPercent === null) return []
  // An impossible comparison does not stop a version, but it must be reported.
  const count = base.unpricedRuns + candidate.unpricedRuns
  if (count > 0) return [{ isMet: true, text: problem('rollouts.costUnknown', { count }) }]
  if (base.costMicros === null || candidate.costMicros === null) return []
  const costs = { now: dollars(candidate.costMicros), before: dollars(base.costMicros), percent: maxCostPercent }
  const text = problem('rollouts.cost', costs)
  return [{ isMet: candidate.costMicros <= base.costMicros * (1 + maxCostPercent / 100), text }]
}

const feedback: Rule = ({ feedbackNotWorse }, base, candidate) => {
  const [before, now] = [base, candidate].map(({ thumbsUp, thumbsDown }) => ({ thumbsUp, all: thumbsUp + thumbsDown }))
  if (!feedbackNotWorse || !before || !now) return []
  if (Math.min(before.all, now.all) < MIN_RATINGS) return [{ isMet: true, text: problem('rollouts.ratingsTooFew') }]
  const percent = ({ thumbsUp, all }: { thumbsUp: number; all: number }) => Math.round((thumbsUp / all) * 100)
  // Compared as integers, so that rounding decides nothing.
  const isMet = now.thumbsUp * before.all >= before.thumbsUp * now.all
  return [{ isMet, text: problem('rollouts.ratings', { now: percent(now), before: percent(before) }) }]
}

const dollars = (micros: number) => `$${(micros / 1_000_000).toFixed(6)}`
