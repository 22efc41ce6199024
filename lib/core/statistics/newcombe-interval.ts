import type { Interval } from './interval'
import { wilsonInterval } from './wilson-interval'

/** Counts of paired yes/no results. */
export interface PairedCounts {
  both: number
  /** Only the first of the pair is “yes”. */
  lost: number
  /** Only the second of the pair is “yes”. */
  gained: number
  neither: number
}

/**
 * Interval of the difference between two paired proportions, second minus first
 * (Newcombe 1998, Statistics in Medicine 17, 2635-2650, method 10).
 */
export function newcombeInterval({ both, lost, gained, neither }: PairedCounts): Interval | null {
  const count = both + lost + gained + neither
  const [first, second] = [wilsonInterval(both + lost, count), wilsonInterval(both + gained, count)]
  if (!first || !second) return null
  const [share, otherShare] = [(both + gained) / count, (both + lost) / count]
  const phi = correctedPhi({ both, lost, gained, neither })
  const below = bound(share - second.low, first.high - otherShare, phi)
  const above = bound(second.high - share, otherShare - first.low, phi)
  const difference = share - otherShare
  return { low: difference - below, high: difference + above }
}

const bound = (rate: number, other: number, phi: number) =>
  Math.sqrt(Math.max(0, rate ** 2 - 2 * phi * rate * other + other ** 2))

/** Phi coefficient with the continuity correction of method 10. */
function correctedPhi({ both, lost, gained, neither }: PairedCounts): number {
  const margins = (both + lost) * (gained + neither) * (both + gained) * (lost + neither)
  if (margins === 0) return 0
  const product = both * neither - lost * gained
  const half = (both + lost + gained + neither) / 2
  const corrected = product < 0 ? product : Math.max(0, product - half)
  return corrected / Math.sqrt(margins)
}
