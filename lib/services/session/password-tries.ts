import 'server-only'
import { countTry } from '../limits/tries'
import type { System } from '../system'

type Counted = Pick<System, 'db' | 'databaseKind'>

/**
 * Before the password is looked at, so that guessing costs us no hashing. The one-time link is the way in meanwhile.
 * Somebody who is signed in is counted by his account alone.
 * @throws RATE_LIMITED
 */
export async function countPasswordTry(system: Counted, email: string, clientAddress?: string): Promise<void> {
  // The address first: made-up accounts leave no more counts behind than an address has tries.
  if (clientAddress !== undefined) await countLinkTry(system, clientAddress)
  await countTry(system, 'password', email)
}

/** Links are opened by people who are not signed in: the address counts, together with its sign-ins. @throws RATE_LIMITED */
export async function countLinkTry(system: Counted, clientAddress: string): Promise<void> {
  await countTry(system, 'address', clientAddress)
}
