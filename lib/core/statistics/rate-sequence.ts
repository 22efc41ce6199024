import type { Interval } from './interval'
import { logGamma } from './log-gamma'

/** Jeffreys prior of the mixture: narrow for the small rates of failures. */
const PRIOR = 1 / 2
const STEPS = 40

export interface Rate {
  /** Number of hits among `count` trials. */
  hits: number
  count: number
}

/**
 * Confidence sequence of a probability, from counts alone: the values whose beta-binomial mixture likelihood ratio is
 * below 1/alpha. By Ville's inequality, the true value leaves it at any time with a probability of at most alpha, so
 * that a running canary may be judged after every run (Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon 2021,
 * https://doi.org/10.1214/20-AOS1991).
 */
export function rateSequence({ hits, count }: Rate, alpha = 0.05): Interval {
  if (count === 0) return { low: 0, high: 1 }
  const misses = count - hits
  const mixture = logBeta(hits + PRIOR, misses + PRIOR) - logBeta(PRIOR, PRIOR)
  const isInside = (p: number) => mixture - hits * Math.log(p) - misses * Math.log1p(-p) < Math.log(1 / alpha)
  const center = hits / count
  return {
    low: hits === 0 ? 0 : borderOf(0, center, (p) => !isInside(p)),
    high: misses === 0 ? 1 : borderOf(center, 1, isInside),
  }
}

/** The difference of two independent rates, `second` minus `first`, valid at every time. */
export function rateDifferenceSequence(first: Rate, second: Rate, alpha = 0.05): Interval {
  const [base, candidate] = [rateSequence(first, alpha / 2), rateSequence(second, alpha / 2)]
  return { low: candidate.low - base.high, high: candidate.high - base.low }
}

/** The point at which the condition stops being true, by bisection. */
function borderOf(start: number, end: number, isBefore: (p: number) => boolean): number {
  let [low, high] = [start, end]
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2
    if (isBefore(middle)) low = middle
    else high = middle
  }
  return (low + high) / 2
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b)
