import 'server-only'
import { countAttempt } from '../limits/attempts'
import type { System } from '../system'

type Counted = Pick<System, 'db' | 'databaseKind'>

export interface SignInTry {
  email: string
  clientAddress: string
  /** The id of a browser that signed in to this account before (known-browser.ts), or null for another browser. */
  browserId: string | null
}

/**
 * Runs before the password is checked, so that guessing costs no hashing. Guesses from other addresses must
 * not lock people out. Therefore each account has a limit per client address, ten times that limit over all
 * addresses, and a separate limit for a known browser.
 * @throws RATE_LIMITED
 */
export async function countSignInAttempt(
  system: Counted,
  { email, clientAddress, browserId }: SignInTry,
): Promise<void> {
  if (browserId !== null) return countAttempt(system, 'known-browser', JSON.stringify([email, browserId]))
  // Counts the address first, so that attempts with invented accounts create at most as many counters as an address
  // has attempts.
  await countLinkAttempt(system, clientAddress)
  await countAttempt(system, 'password', JSON.stringify([email, clientAddress]))
  await countAttempt(system, 'account', email)
}

/** Limits re-authentication of a signed-in user. @throws RATE_LIMITED */
export async function countPasswordAttempt(system: Counted, userId: string): Promise<void> {
  await countAttempt(system, 'password', userId)
}

/** Counts an opened link toward the limit of the address, like its sign-ins. @throws RATE_LIMITED */
export async function countLinkAttempt(system: Counted, clientAddress: string): Promise<void> {
  await countAttempt(system, 'address', clientAddress)
}
