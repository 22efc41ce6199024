/** More than any model handles in one call, and small enough that sums fit their columns. */
const MAX = 50_000_000

/** Clamps a reported token count to a storable integer: whole, not negative, bounded. */
export function wholeTokens(reported: number): number {
  return Number.isNaN(reported) ? 0 : Math.min(MAX, Math.max(0, Math.round(reported)))
}
