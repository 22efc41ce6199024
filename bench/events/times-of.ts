/** Median and 95th percentile in milliseconds. */
export function timesOf(times: readonly number[]): string {
  const sorted = times.toSorted((left, right) => left - right)
  const quantile = (part: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1)
  return `p50 ${quantile(0.5)} p95 ${quantile(0.95)} ms`
}
