import { type Interval, NORMAL_QUANTILE } from './interval'

/**
 * A quantile with its distribution-free interval, from ranks of the sorted values (binomial, by normal approximation).
 * Null with fewer than 20 values.
 */
export function quantileInterval(
  values: readonly number[],
  share: number,
): { value: number; interval: Interval } | null {
  const count = values.length
  if (count < 20) return null
  const sorted = [...values].sort((a, b) => a - b)
  const valueAt = (rank: number) => sorted[Math.min(count - 1, Math.max(0, rank))] ?? 0
  const spread = NORMAL_QUANTILE * Math.sqrt(count * share * (1 - share))
  return {
    value: valueAt(Math.ceil(count * share) - 1),
    interval: {
      low: valueAt(Math.floor(count * share - spread) - 1),
      high: valueAt(Math.ceil(count * share + spread)),
    },
  }
}
