import { type Interval, NORMAL_QUANTILE } from './interval'

/** Score interval of a proportion (Wilson 1927). Null without observations. */
export function wilsonInterval(successes: number, count: number): Interval | null {
  if (count === 0) return null
  const square = NORMAL_QUANTILE ** 2
  const share = successes / count
  const center = (share + square / (2 * count)) / (1 + square / count)
  const halfWidth =
    (NORMAL_QUANTILE / (1 + square / count)) * Math.sqrt((share * (1 - share)) / count + square / (4 * count ** 2))
  // At the ends, rounding would exclude the observed proportion itself.
  return { low: successes === 0 ? 0 : center - halfWidth, high: successes === count ? 1 : center + halfWidth }
}
