import { createHash } from 'node:crypto'
import type { OnlineCause } from '@/lib/contracts/online-rules'

export interface Inclusion {
  cause: OnlineCause
  /** Whether the hash alone selects the run for the sample. */
  isInSample: boolean
  /** The probability with which judges score the run. */
  probability: number
}

export interface InclusionFacts {
  isDisliked: boolean
  isCanary: boolean
  hasNoAnswer: boolean
  /** A guard of the app has blocked a text. */
  isGuarded: boolean
  /** The best passage of a search is unlikely to contain the answer. */
  isUnsure: boolean
  /** The share of the rule; `currentShare` is what the daily budget still allows. */
  share: number
  currentShare: number
}

/**
 * Whether judges score a run. Runs with a sign of a problem always count; the others are sampled by a hash, so that a
 * retry decides the same.
 */
export function inclusionOf(hash: number, facts: InclusionFacts): Inclusion {
  const { share, currentShare } = facts
  const isInSample = hash < currentShare
  if (share > 0 && currentShare === 0) return { cause: 'no-budget', isInSample: false, probability: 0 }
  const certain = certainCause(facts)
  if (certain !== null) return { cause: certain, isInSample, probability: 1 }
  if (isInSample) return { cause: 'sampled', isInSample, probability: currentShare }
  return { cause: 'not-sampled', isInSample, probability: 0 }
}

function certainCause({ isDisliked, hasNoAnswer, isGuarded, isUnsure, isCanary }: InclusionFacts): OnlineCause | null {
  if (isDisliked) return 'thumbs-down'
  if (hasNoAnswer) return 'no-answer'
  if (isGuarded) return 'guard-hit'
  if (isUnsure) return 'low-confidence'
  return isCanary ? 'canary' : null
}

/** A number from 0 to 1 that only depends on the rule and the run. */
export function hashOfRun(ruleId: string, runId: string): number {
  return createHash('sha256').update(`${ruleId}:${runId}`).digest().readUIntBE(0, 6) / 2 ** 48
}
