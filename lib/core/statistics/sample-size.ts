/** (1.96 + 0.84)²: two-sided 5 % and 80 % power. */
const FACTOR = 7.84
/** Share of pairs with different results, when no earlier comparison shows it. */
const DISCORDANT = 0.2

/** With fewer pairs, intervals and tests are too unstable for a verdict. */
export const MIN_PAIRS = 30

/** Number of pairs that detect a difference (Connor 1987). */
export function requiredPairs(difference: number, discordant = DISCORDANT): number {
  const square = difference ** 2
  return Math.ceil((FACTOR * Math.max(0, Math.max(discordant, Math.abs(difference)) - square)) / square)
}

/** The difference that this number of pairs detects. */
export function detectableDifference(pairs: number, discordant = DISCORDANT): number {
  return Math.sqrt((FACTOR * discordant) / (pairs + FACTOR))
}
