import 'server-only'
import { singleton } from '@/lib/platform/singleton'
import { TokenBuckets } from '@/lib/platform/token-buckets'

const TRIES_PER_ACCOUNT_AND_MINUTE = 10
/** An office behind one address signs in on the same morning; a guesser over many accounts gets no further. */
const TRIES_PER_ADDRESS_AND_MINUTE = 30

/**
 * Before the password is looked at, so that guessing costs us no hashing. The one-time link is the way in meanwhile.
 * Somebody who is signed in is counted by his account alone.
 * @throws RATE_LIMITED
 */
export function countPasswordTry(email: string, clientAddress?: string): void {
  if (clientAddress !== undefined) countLinkTry(clientAddress)
  singleton('password-tries', () => new TokenBuckets(TRIES_PER_ACCOUNT_AND_MINUTE)).take(email)
}

/** Links are opened by people who are not signed in: the address counts, together with its sign-ins. @throws RATE_LIMITED */
export function countLinkTry(clientAddress: string): void {
  singleton('address-tries', () => new TokenBuckets(TRIES_PER_ADDRESS_AND_MINUTE)).take(clientAddress)
}
