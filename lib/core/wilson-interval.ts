/** The 97.5 % quantile of the standard normal distribution. */
const Z = 1.959964

/** 95 % confidence interval of a share (Wilson 1927), which also works for few trials and for shares near 0 and 1. */
export function wilsonInterval(successes: number, trials: number): { low: number; high: number } {
  if (trials === 0) return { low: 0, high: 1 }
  const share = successes / trials
  const squared = Z ** 2 / trials
  const center = share + squared / 2
  const spread = Z * Math.sqrt((share * (1 - share) + squared / 4) / trials)
  return {
    low: Math.max(0, (center - spread) / (1 + squared)),
    high: Math.min(1, (center + spread) / (1 + squared)),
  }
}
