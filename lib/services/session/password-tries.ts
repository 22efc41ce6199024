import 'server-only'
import { countTry } from '../limits/tries'
import type { System } from '../system'

type Counted = Pick<System, 'db' | 'databaseKind'>

export interface SignInTry {
  email: string
  clientAddress: string
  /** Of a browser that has signed in to this account before (known-browser.ts); null: of any other. */
  browserId: string | null
}

/**
 * Before the password is looked at, so that guessing costs us no hashing. Guesses from elsewhere must not keep people out:
 * the limit of an account applies to one client address, over all addresses a tenfold one, and a browser that is known to
 * the account has a limit of its own. @throws RATE_LIMITED
 */
export async function countSignInTry(system: Counted, { email, clientAddress, browserId }: SignInTry): Promise<void> {
  if (browserId !== null) return countTry(system, 'known-browser', JSON.stringify([email, browserId]))
  // The address first: made-up accounts leave no more counts behind than an address has tries.
  await countLinkTry(system, clientAddress)
  await countTry(system, 'password', JSON.stringify([email, clientAddress]))
  await countTry(system, 'account', email)
}

/** Limits re-authentication of a signed-in user. @throws RATE_LIMITED */
export async function countPasswordTry(system: Counted, userId: string): Promise<void> {
  await countTry(system, 'password', userId)
}

/** Links are opened by people who are not signed in: the address counts, together with its sign-ins. @throws RATE_LIMITED */
export async function countLinkTry(system: Counted, clientAddress: string): Promise<void> {
  await countTry(system, 'address', clientAddress)
}
