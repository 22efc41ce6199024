import 'server-only'
import { MAX_API_TEXT, MAX_CHAT_BODY_BYTES } from '@/lib/contracts/public'
import { env } from '@/lib/platform/env'

/** The limits of every app and key without its own. */
export interface PublicLimits {
  perKeyPerMinute: number
  perAppPerMinute: number
  /** Chat messages and new sessions of one IPv4 address or IPv6 /64. */
  perAddressPerMinute: number
  /** Runs that one visitor, or one end user of an API client, starts in an app. */
  perEndUserPerMinute: number
  /** Concurrent runs of one app. */
  concurrentPerApp: number
  concurrentPerEndUser: number
  /** Open streams per visitor address and process, also those of waiting runs, which use no slot. */
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

/** The limits of the instance, multiplied by PUBLIC_RATE_FACTOR. */
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
