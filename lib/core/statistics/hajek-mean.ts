import { type Interval, NORMAL_QUANTILE } from './interval'
import { wilsonInterval } from './wilson-interval'

export interface WeightedValue {
  value: number
  /** Probability with which the value was sampled. */
  probability: number
}

/** Sums over a sample, so that a database can compute them. `w` is 1 / probability. */
export interface WeightedSums {
  count: number
  w: number
  wy: number
  ww: number
  wwy: number
  wwyy: number
}

/** Normalized Horvitz-Thompson mean (Hájek 1971) with linearized variance. Null without values. */
export const hajekMean = (sample: readonly WeightedValue[]): { mean: number; interval: Interval } | null =>
  hajekMeanOfSums(sumsOf(sample))

/**
 * Like `hajekMean`, for values from 0 to 1 and from sums. If all values are equal, the variance is not informative, so
 * the Wilson interval of the effective sample size (Kish 1965) is used.
 */
export function hajekMeanOfSums({ count, w, wy, ww, wwy, wwyy }: WeightedSums): {
  mean: number
  interval: Interval
} | null {
  if (w === 0) return null
  const mean = wy / w
  const squares = Math.max(0, wwyy - 2 * mean * wwy + mean ** 2 * ww)
  if (count < 2 || squares < 1e-12 * ww) {
    const size = w ** 2 / ww
    const interval = wilsonInterval(Math.min(1, Math.max(0, mean)) * size, size)
    return interval && { mean, interval }
  }
  const error = Math.sqrt((count / (count - 1)) * squares) / w
  return { mean, interval: { low: mean - NORMAL_QUANTILE * error, high: mean + NORMAL_QUANTILE * error } }
}

function sumsOf(sample: readonly WeightedValue[]): WeightedSums {
  const sums = { count: sample.length, w: 0, wy: 0, ww: 0, wwy: 0, wwyy: 0 }
  for (const { value, probability } of sample) {
    const weight = 1 / probability
    sums.w += weight
    sums.wy += weight * value
    sums.ww += weight ** 2
    sums.wwy += weight ** 2 * value
    sums.wwyy += weight ** 2 * value ** 2
  }
  return sums
}
