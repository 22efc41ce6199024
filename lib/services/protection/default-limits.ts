import 'server-only'
import { MAX_API_TEXT, MAX_CHAT_BODY_BYTES } from '@/lib/contracts/public'
import { env } from '@/lib/platform/env'

/** What holds for every app and key that says nothing of its own. */
export interface PublicLimits {
  perKeyPerMinute: number
  perAppPerMinute: number
  /** Chat messages and new sessions of one IPv4 address or IPv6 /64. */
  perAddressPerMinute: number
  /** Runs that one visitor, or one whom a program calls for, begins with an app. */
  perEndUserPerMinute: number
  /** Runs of one app at a time. */
  concurrentPerApp: number
  concurrentPerEndUser: number
  /** Streams that visitors of one address hold open with one process: also those of runs that wait, which take no place. */
  streamsPerAddress: number
}

export const DEFAULT_LIMITS: PublicLimits = {
  perKeyPerMinute: 60,
  perAppPerMinute: 600,
  perAddressPerMinute: 30,
  perEndUserPerMinute: 30,
  concurrentPerApp: 10,
  concurrentPerEndUser: 4,
  streamsPerAddress: 200,
}

export const MAX_TEXT = MAX_API_TEXT
export const MAX_BODY_KB = MAX_CHAT_BODY_BYTES / 1_024

/** The instance's, as PUBLIC_RATE_FACTOR has them. */
export function instanceLimits(factor: number = env().publicRateFactor): PublicLimits {
  return {
    perKeyPerMinute: DEFAULT_LIMITS.perKeyPerMinute * factor,
    perAppPerMinute: DEFAULT_LIMITS.perAppPerMinute * factor,
    perAddressPerMinute: DEFAULT_LIMITS.perAddressPerMinute * factor,
    perEndUserPerMinute: DEFAULT_LIMITS.perEndUserPerMinute * factor,
    concurrentPerApp: DEFAULT_LIMITS.concurrentPerApp * factor,
    concurrentPerEndUser: DEFAULT_LIMITS.concurrentPerEndUser * factor,
    streamsPerAddress: DEFAULT_LIMITS.streamsPerAddress * factor,
  }
}
