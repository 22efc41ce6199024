import 'server-only'
import type { ReplayQuantiles } from '@/lib/contracts/usage'

const STEPS = 20

/** Total, median and 95th percentile, and every 5 % quantile; a null value makes all unknown. */
export function quantilesOf(values: readonly (number | null)[]): ReplayQuantiles {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  if (sorted.length === 0 || sorted.length < values.length) return { total: null, p50: null, p95: null, curve: [] }
  return {
    total: sorted.reduce((sum, value) => sum + value, 0),
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    curve: Array.from({ length: STEPS + 1 }, (_, index) => quantile(sorted, index / STEPS)),
  }
}

/** The smallest value not exceeded by this share of all values. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}
