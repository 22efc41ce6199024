import type { RolloutRules, VersionMetrics } from '@/lib/contracts/rollouts'

export interface Judgement {
  verdict: 'wait' | 'passed' | 'failed'
  /** One sentence per rule, for people. */
  reasons: string[]
  /** Of these, messages about a broken rule. */
  broken: string[]
}

/** Fewer ratings of a version are not compared. */
const MIN_RATINGS = 5
/** Of the live version, before its error rate is meaningful. */
const MIN_BASE_RUNS = 20
/** Of the other version: one or two may be chance. */
const MIN_EARLY_FAILURES = 5

/** Whether the other version is good enough to go live, by the rules of its rollout. */
export function judgeRules(rules: RolloutRules, base: VersionMetrics, candidate: VersionMetrics): Judgement {
  if (Math.min(base.runs, candidate.runs) < rules.minRuns) {
    const lost = lostAlready(rules, base, candidate)
    if (lost !== null) return { verdict: 'failed', reasons: [lost], broken: [lost] }
    const reason = `${candidate.runs} of the new version and ${base.runs} of the live one have finished; each needs ${rules.minRuns}.`
    return { verdict: 'wait', reasons: [reason], broken: [] }
  }
  const findings = [
    ...errors(rules, base, candidate),
    ...latency(rules, base, candidate),
    ...cost(rules, base, candidate),
    ...feedback(rules, base, candidate),
  ]
  const broken = findings.filter(({ holds }) => !holds).map(({ text }) => text)
  return { verdict: broken.length > 0 ? 'failed' : 'passed', reasons: findings.map(({ text }) => text), broken }
}

/**
 * Stops a failing version before it has enough runs: as soon as enough runs have failed that the error rule would be
 * broken even if all others succeeded.
 */
function lostAlready(rules: RolloutRules, base: VersionMetrics, candidate: VersionMetrics): string | null {
  const { maxErrorPoints, minRuns } = rules
  if (maxErrorPoints === null || candidate.failed < MIN_EARLY_FAILURES) return null
  if (base.runs < Math.min(MIN_BASE_RUNS, minRuns)) return null
  const usual = (base.failed / base.runs) * 100
  const least = (candidate.failed / Math.max(minRuns, candidate.runs)) * 100
  if (least - usual <= maxErrorPoints) return null
  return `${candidate.failed} of the first ${candidate.runs} runs failed, against ${usual.toFixed(1)} % of the live version: more than its rule allows, even if all others succeed.`
}

interface Finding {
  holds: boolean
  text: string
}

type Rule = (rules: RolloutRules, base: VersionMetrics, candidate: VersionMetrics) => Finding[]

const errors: Rule = ({ maxErrorPoints }, base, candidate) => {
  if (maxErrorPoints === null) return []
  const [before, now] = [base, candidate].map(({ failed, runs }) => (failed / runs) * 100)
  if (before === undefined || now === undefined) return []
  const text = `Failed runs: ${now.toFixed(1)} % against ${before.toFixed(1)} % (at most ${maxErrorPoints} points more).`
  return [{ holds: now - before <= maxErrorPoints, text }]
}

const latency: Rule = ({ maxP95Percent }, base, candidate) => {
  // Without a successful run there is no time to compare; the error rule covers that.
  if (maxP95Percent === null || base.p95Ms === null || candidate.p95Ms === null) return []
  const text = `Slowest twentieth: ${Math.round(candidate.p95Ms)} ms against ${Math.round(base.p95Ms)} ms (at most ${maxP95Percent} % more).`
  return [{ holds: candidate.p95Ms <= base.p95Ms * (1 + maxP95Percent / 100), text }]
}

const cost: Rule = ({ maxCostPercent }, base, candidate) => {
  if (maxCostPercent === null) return []
  // An impossible comparison does not stop a version, but it must be reported.
  if (base.unpricedRuns + candidate.unpricedRuns > 0) {
    const text = `Cost of a run: not compared, since ${base.unpricedRuns + candidate.unpricedRuns} runs called a model without a known price.`
    return [{ holds: true, text }]
  }
  if (base.costMicros === null || candidate.costMicros === null) return []
  const text = `Cost of a run: ${dollars(candidate.costMicros)} against ${dollars(base.costMicros)} (at most ${maxCostPercent} % more).`
  return [{ holds: candidate.costMicros <= base.costMicros * (1 + maxCostPercent / 100), text }]
}

const feedback: Rule = ({ feedbackNotWorse }, base, candidate) => {
  const [before, now] = [base, candidate].map(({ thumbsUp, thumbsDown }) => ({ thumbsUp, all: thumbsUp + thumbsDown }))
  if (!feedbackNotWorse || !before || !now) return []
  if (Math.min(before.all, now.all) < MIN_RATINGS) return [{ holds: true, text: 'Feedback: too few ratings to say.' }]
  const percent = ({ thumbsUp, all }: { thumbsUp: number; all: number }) => Math.round((thumbsUp / all) * 100)
  // Compared as integers, so that rounding decides nothing.
  const holds = now.thumbsUp * before.all >= before.thumbsUp * now.all
  return [{ holds, text: `Good ratings: ${percent(now)} % against ${percent(before)} %.` }]
}

const dollars = (micros: number) => `$${(micros / 1_000_000).toFixed(6)}`
