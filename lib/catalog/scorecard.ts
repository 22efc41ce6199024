import { MIN_KNOWN_PERCENT, type RuleResult, SCORECARD_AREAS, type Scorecard } from '@/lib/contracts/scorecard'
import { problem } from '@/lib/messages/problems/problem'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import { reasonColumns } from '@/lib/messages/problems/reason-columns'
import { SCORECARD_RULES, type ScorecardInput } from './scorecard-rules'

/**
 * Scores four areas with a hundred points each, by the rules in docs/reference/scorecard.md. Rules without
 * data are excluded; below half of the points there is no score.
 */
export function scorecard(input: ScorecardInput): Scorecard {
  const areas = SCORECARD_AREAS.map((area) => {
    const rules = SCORECARD_RULES.filter((rule) => rule.area === area).map(({ id, label, possible, judge }) => {
      const judged = judge(input)
      const reason = judged?.reason ?? problem('scorecard.noData')
      return {
        id,
        possible,
        points: judged && round(judged.points),
        label: label.message,
        labelRef: problemRef(label),
        ...reasonColumns(reason),
      }
    })
    const known = knownOf(rules)
    return { area, score: known < MIN_KNOWN_PERCENT ? null : scoreOf(rules), known, rules }
  })
  const scores = areas.flatMap(({ score }) => (score === null ? [] : [score]))
  const known = knownOf(areas.flatMap(({ rules }) => rules))
  const isEnough = scores.length > 0 && known >= MIN_KNOWN_PERCENT
  return { score: isEnough ? round(sum(scores) / scores.length) : null, known, areas }
}

function scoreOf(rules: readonly RuleResult[]): number {
  const known = withData(rules)
  return round((100 * sum(known.map(({ points }) => points ?? 0))) / sum(known.map(({ possible }) => possible)))
}

/** Percentage of points with data. */
function knownOf(rules: readonly RuleResult[]): number {
  return round(
    (100 * sum(withData(rules).map(({ possible }) => possible))) / sum(rules.map(({ possible }) => possible)),
  )
}

const withData = (rules: readonly RuleResult[]): RuleResult[] => rules.filter(({ points }) => points !== null)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
const round = (value: number): number => Math.round(value * 10) / 10
