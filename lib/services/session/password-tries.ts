import 'server-only'
import { singleton } from '@/lib/platform/singleton'
import { TokenBuckets } from '@/lib/platform/token-buckets'

const TRIES_PER_MINUTE = 10

/** Before the password is looked at, so that guessing costs us no hashing. The one-time link is the way in meanwhile. @throws RATE_LIMITED */
export function countPasswordTry(email: string): void {
  singleton('password-tries', () => new TokenBuckets(TRIES_PER_MINUTE)).take(email)
}
