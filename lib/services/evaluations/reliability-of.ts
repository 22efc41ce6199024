import type { VariantSummary } from '@/lib/contracts/experiments'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { passAllK, passAtK } from '@/lib/core/statistics/repeated-trials'
import { passMark } from './pass-mark'
import { type ScoredAnswer, scoreValue } from './scored-answer'

/** pass^k and pass@k of the primary scorer, over examples whose trials all have a score. Empty without repeats. */
export function reliabilityOf(
  examples: readonly (readonly [exampleId: string, trials: readonly ScoredAnswer[]])[],
  primary: ScorerSettings | undefined,
): VariantSummary['reliability'] {
  if (!primary) return []
  const counted = examples.flatMap(([, trials]) => {
    const values = trials.flatMap((trial) => scoreValue(trial, primary.id) ?? [])
    const passed = values.filter((value) => value >= passMark(primary)).length
    return values.length < trials.length || trials.length < 2 ? [] : [{ trials: trials.length, passed }]
  })
  if (counted.length === 0) return []
  const fewest = Math.min(...counted.map(({ trials }) => trials))
  const mean = (rate: (trials: number, passed: number) => number) =>
    counted.reduce((sum, { trials, passed }) => sum + rate(trials, passed), 0) / counted.length
  return Array.from({ length: fewest }, (_, index) => {
    const k = index + 1
    return {
      k,
      allPass: mean((trials, passed) => passAllK(trials, passed, k)),
      anyPasses: mean((trials, passed) => passAtK(trials, passed, k)),
      count: counted.length,
    }
  })
}
