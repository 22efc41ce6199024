import 'server-only'
import { sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { retry } from '@/lib/core/retry/retry'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'
import type { Database } from '../database'
import { isLocked } from '../errors/sql-state'

/** Up to two minutes: `waitMs` for a lock, and about as long between two attempts, so that others can proceed. */
const RETRY = { tries: 12, waitMs: 5_000 }

/**
 * Changes tables that older processes or a backup may be using. A statement that waits for a table lock blocks all
 * later ones, so it gives up early, rolls back, and tries again.
 * @param db a single connection, which keeps the setting @throws AppError UNAVAILABLE when the tables stay in use
 */
export async function withLockTimeout<T>(
  db: Pick<Database, 'execute'>,
  change: () => Promise<T>,
  { tries, waitMs } = RETRY,
): Promise<T> {
  await db.execute(sql.raw(`set lock_timeout = ${waitMs}`))
  try {
    return await retry(change, {
      attempts: tries,
      firstMs: waitMs,
      maxMs: waitMs,
      isTransient: isLocked,
      onRetry: () => log().warn('tables are in use; the schema change will be retried'),
    })
  } catch (cause) {
    throw isLocked(cause) ? inUse(cause) : cause
  } finally {
    // A broken connection has no setting to reset.
    await db.execute(sql`reset lock_timeout`).catch(() => undefined)
  }
}

const inUse = (cause: unknown) => new AppError('UNAVAILABLE', problem('database.migrationBlocked'), { cause })
