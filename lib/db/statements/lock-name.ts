import 'server-only'
import { sql } from 'drizzle-orm'
import type { Transaction } from '../database'

/**
 * Waits until no other transaction holds this name, and holds it until the end of this one. For counts that a row of
 * their own does not serialize: without it, each of several transactions counts without the rows of the others.
 */
export async function lockName(tx: Transaction, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}
