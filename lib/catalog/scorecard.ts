import { type RuleResult, SCORECARD_AREAS, type Scorecard } from '@/lib/contracts/scorecard'
import { SCORECARD_RULES, type ScorecardInput } from './scorecard-rules'

/** Four areas of a hundred points each, by the rules of docs/scorecard.md. Without data there are no points and none are missed. */
export function scorecard(input: ScorecardInput): Scorecard {
  const areas = SCORECARD_AREAS.map((area) => {
    const rules = SCORECARD_RULES.filter((rule) => rule.area === area).map(({ id, label, possible, judge }) => {
      const judged = judge(input)
      return { id, label, possible, points: judged && round(judged.points), reason: judged?.reason ?? 'No data.' }
    })
    return { area, score: scoreOf(rules), rules }
  })
  const scores = areas.flatMap(({ score }) => (score === null ? [] : [score]))
  const all = areas.flatMap(({ rules }) => rules)
  return {
    score: scores.length === 0 ? null : round(sum(scores) / scores.length),
    known: round((100 * sum(withData(all).map(({ possible }) => possible))) / sum(all.map(({ possible }) => possible))),
    areas,
  }
}

function scoreOf(rules: readonly RuleResult[]): number | null {
  const known = withData(rules)
  if (known.length === 0) return null
  return round((100 * sum(known.map(({ points }) => points ?? 0))) / sum(known.map(({ possible }) => possible)))
}

const withData = (rules: readonly RuleResult[]): RuleResult[] => rules.filter(({ points }) => points !== null)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
const round = (value: number): number => Math.round(value * 10) / 10
