import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { rows } from '../database'
import type { TestDatabase } from '../test-database'

/**
 * Resolves when `count` statements wait for a lock. The embedded database has one connection, so that others wait for
 * the current transaction before they lock anything.
 */
export async function untilBlocked({ kind, db }: TestDatabase, count = 1): Promise<void> {
  if (kind === 'embedded') return
  const blocked = sql`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  await expect
    .poll(async () => rows<{ count: number }>(await db.execute(blocked))[0]?.count)
    .toBeGreaterThanOrEqual(count)
}
