import { type Interval, NORMAL_QUANTILE } from './interval'

export interface WeightedValue {
  value: number
  /** Probability with which the value was sampled. */
  probability: number
}

/** Normalized Horvitz-Thompson mean (Hájek 1971) with linearized variance. Null without values. */
export function hajekMean(sample: readonly WeightedValue[]): { mean: number; interval: Interval } | null {
  const size = sample.reduce((sum, { probability }) => sum + 1 / probability, 0)
  if (size === 0) return null
  const mean = sample.reduce((sum, { value, probability }) => sum + value / probability, 0) / size
  const count = sample.length
  const squares = sample.reduce((sum, { value, probability }) => sum + ((value - mean) / probability) ** 2, 0)
  const error = count < 2 ? 0 : Math.sqrt((count / (count - 1)) * squares) / size
  return { mean, interval: { low: mean - NORMAL_QUANTILE * error, high: mean + NORMAL_QUANTILE * error } }
}
