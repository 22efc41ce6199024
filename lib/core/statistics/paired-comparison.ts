import { bootstrapTInterval } from './bootstrap-t-interval'
import { clusteredMean } from './clustered-mean'
import type { Interval } from './interval'
import { mcnemarP } from './mcnemar-p'
import { momentsOf } from './moments'
import { newcombeInterval } from './newcombe-interval'
import { MIN_PAIRS, requiredPairs } from './sample-size'
import { signFlipP } from './sign-flip-p'
import { studentP } from './student-t'

/** One example with the values of both variants, 0 to 1, averaged over repeats. */
export interface Pair {
  first: number
  second: number
  /** Examples of one group, such as a document or customer, are not independent. */
  group?: string | undefined
}

export type Verdict = 'better' | 'worse' | 'equivalent' | 'inconclusive'
export type ComparisonMethod = 'mcnemar' | 'bootstrap' | 'clusters'

export interface PairedComparison {
  verdict: Verdict
  /** Second minus first. */
  difference: number
  interval: Interval
  p: number
  count: number
  gained: number
  lost: number
  /** Whether there are fewer than 30 pairs, or the interval and the test disagree. */
  hasTooFewPairs: boolean
  method: ComparisonMethod
  /** Set when groups repeat. */
  clusters: number | null
  /** Approximate number of further examples that would decide an inconclusive result. */
  more: number | null
}

const SIGNIFICANCE = 0.05

/** Compares the second variant with the first. Null without pairs. @param margin the largest negligible difference */
export function comparePairs(pairs: readonly Pair[], margin: number): PairedComparison | null {
  if (pairs.length === 0) return null
  const differences = pairs.map(({ first, second }) => second - first)
  const difference = momentsOf(differences).mean
  const gained = differences.filter((value) => value > 0).length
  const lost = differences.filter((value) => value < 0).length
  const measured = measure(pairs, differences)
  const hasTooFewPairs = pairs.length < MIN_PAIRS || disagree(measured)
  const verdict = hasTooFewPairs ? 'inconclusive' : verdictOf(measured.interval, margin)
  return {
    difference,
    count: pairs.length,
    gained,
    lost,
    hasTooFewPairs,
    verdict,
    ...measured,
    more:
      verdict === 'inconclusive'
        ? morePairs({ difference, discordant: (gained + lost) / pairs.length, margin }, pairs.length)
        : null,
  }
}

type Measured = Pick<PairedComparison, 'interval' | 'p' | 'method' | 'clusters'>

function measure(pairs: readonly Pair[], differences: readonly number[]): Measured {
  const groups = pairs.map(({ group }, index) => group ?? `#${index}`)
  const grouped = new Set(groups).size < groups.length ? clusteredMean(differences, groups) : null
  if (grouped) return { ...grouped, method: 'clusters' }
  if (pairs.every(({ first, second }) => isBinary(first) && isBinary(second))) return measureBinary(pairs)
  const { mean, variance, count } = momentsOf(differences)
  const interval = bootstrapTInterval(differences) ?? { low: mean, high: mean }
  const error = Math.sqrt(variance / count)
  const largeSampleP = () => (error === 0 ? Number(mean === 0) : studentP(mean / error, count - 1))
  const p = count < MIN_PAIRS ? signFlipP(differences) : largeSampleP()
  return { interval, p, method: 'bootstrap', clusters: null }
}

const isBinary = (value: number) => value === 0 || value === 1

function measureBinary(pairs: readonly Pair[]): Measured {
  const counts = { both: 0, lost: 0, gained: 0, neither: 0 }
  for (const { first, second } of pairs) {
    if (first === 1) counts[second === 1 ? 'both' : 'lost'] += 1
    else counts[second === 1 ? 'gained' : 'neither'] += 1
  }
  const interval = newcombeInterval(counts) ?? { low: -1, high: 1 }
  return { interval, p: mcnemarP(counts.gained, counts.lost), method: 'mcnemar', clusters: null }
}

/** A difference needs both the interval and the test: with few pairs they can disagree. */
const disagree = ({ interval: { low, high }, p }: Measured): boolean => p < SIGNIFICANCE !== (low > 0 || high < 0)

function verdictOf({ low, high }: Interval, margin: number): Verdict {
  if (low > 0) return 'better'
  if (high < 0) return 'worse'
  return low >= -margin && high <= margin ? 'equivalent' : 'inconclusive'
}

function morePairs(
  { difference, discordant, margin }: { difference: number; discordant: number; margin: number },
  count: number,
): number | null {
  const sought = Math.max(Math.abs(difference), margin)
  // No number of examples can prove that there is no difference at all.
  if (sought < 1e-9) return count < MIN_PAIRS ? MIN_PAIRS - count : null
  const shared = discordant === 0 ? undefined : discordant
  return Math.max(1, MIN_PAIRS - count, requiredPairs(sought, shared) - count)
}
