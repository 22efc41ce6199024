import type { OnlineMetric } from '@/lib/contracts/online-rules'
import { type Rate, rateDifferenceSequence } from '@/lib/core/statistics/rate-sequence'

/** Minimum number of scores in the reference window: fewer do not represent the usual quality. */
export const REFERENCE_RUNS = 200
const MIN_REFERENCE = 50
/** Smaller differences cause no alert. */
const MARGIN = 0.02
const ALPHA = 0.05

/**
 * Compares pass rates with the reference window by a confidence sequence, which stays valid however often it is
 * checked.
 * @param comparisons number of comparisons. Together they raise a false alert with a probability of at most 5 %.
 */
export function driftOf(reference: Rate, current: Rate, comparisons: number): OnlineMetric['drift'] {
  const counts = { reference: reference.count, count: current.count }
  if (reference.count < MIN_REFERENCE || current.count === 0) return { ...counts, state: 'collecting', interval: null }
  const interval = rateDifferenceSequence(reference, current, ALPHA / comparisons)
  return { ...counts, state: interval.high < -MARGIN ? 'worse' : 'steady', interval }
}
