import type { ScorerSettings } from '@/lib/contracts/scorers'
import type { StoredAnswer } from '../evaluations/read-answers'
import { scoreValue } from '../evaluations/scored-answer'

/** One variant of the search with its results so far. */
export interface MeasuredCandidate {
  index: number
  answers: StoredAnswer[]
  /** The primary score by completely answered case; null without a verdict. */
  values: Map<string, number | null>
  /** Means per answer, with what reused steps once took; null if unknown. */
  costMicros: number | null
  latencyMs: number | null
}

export function measureCandidates(
  count: number,
  answers: readonly StoredAnswer[],
  { scorers, repeats }: { scorers: readonly ScorerSettings[]; repeats: number },
): MeasuredCandidate[] {
  const byVariant = Map.groupBy(answers, ({ variant }) => variant)
  const primary = scorers[0]?.id ?? ''
  return Array.from({ length: count }, (_, index) => {
    const own = byVariant.get(index) ?? []
    const values = new Map<string, number | null>()
    for (const [exampleId, trials] of Map.groupBy(own, (answer) => answer.exampleId))
      if (trials.length >= repeats) values.set(exampleId, meanOf(trials.map((trial) => scoreValue(trial, primary))))
    return {
      index,
      answers: own,
      values,
      costMicros: meanOf(own.map(({ wholeCostMicros }) => wholeCostMicros ?? null)),
      latencyMs: meanOf(own.filter(({ isFailed }) => !isFailed).map(({ wholeMs }) => wholeMs ?? null)),
    }
  })
}

/** The mean of the known values. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
