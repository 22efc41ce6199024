/**
 * Exact two-sided McNemar test: p = min(1, 2 P(X <= min(gained, lost))) with X ~ Bin(gained + lost, 1/2).
 * Sums the terms by logarithms, so that thousands of discordant pairs do not underflow.
 */
export function mcnemarP(gained: number, lost: number): number {
  const count = gained + lost
  const fewer = Math.min(gained, lost)
  let logTerm = -count * Math.LN2
  let sum = Math.exp(logTerm)
  for (let successes = 1; successes <= fewer; successes += 1) {
    logTerm += Math.log((count - successes + 1) / successes)
    sum += Math.exp(logTerm)
  }
  return Math.min(1, 2 * sum)
}
