/** Median and 95th percentile in milliseconds. */
export function timesOf(times: readonly number[]): string {
  const sorted = times.toSorted((left, right) => left - right)
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1)
  return `p50 ${at(0.5)} p95 ${at(0.95)} ms`
}
