/** More than any model reads or writes in one call, and few enough that the sums of a long run still fit their columns. */
const MOST = 50_000_000

/** What a service says that it counted, as a number that can be stored: whole, not negative, not without bounds. */
export function wholeTokens(counted: number): number {
  return Number.isNaN(counted) ? 0 : Math.min(MOST, Math.max(0, Math.round(counted)))
}
