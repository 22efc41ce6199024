import { type Interval, NORMAL_QUANTILE } from './interval'
import { momentsOf } from './moments'

export interface Stratum {
  /** Items in the population. */
  size: number
  /** Values of the sampled items. */
  values: readonly number[]
}

/**
 * Mean of a population from a stratified sample (Cochran 1977, chapter 5). With a judge's verdicts as strata, labels
 * correct the judge's mean. Null if a stratum has fewer than two labels.
 */
export function stratifiedMean(strata: readonly Stratum[]): { mean: number; interval: Interval } | null {
  const filled = strata.filter(({ size }) => size > 0)
  const total = filled.reduce((sum, { size }) => sum + size, 0)
  if (total === 0 || filled.some(({ values }) => values.length < 2)) return null
  let [mean, square] = [0, 0]
  for (const { size, values } of filled) {
    const moments = momentsOf(values)
    mean += (size / total) * moments.mean
    const unsampled = Math.max(0, 1 - values.length / size)
    square += (size / total) ** 2 * unsampled * (moments.variance / values.length)
  }
  const halfWidth = NORMAL_QUANTILE * Math.sqrt(square)
  return { mean, interval: { low: Math.max(0, mean - halfWidth), high: Math.min(1, mean + halfWidth) } }
}
