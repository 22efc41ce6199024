import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { log } from '@/lib/platform/log'
import type { Database } from './database'
import { isLocked } from './sql-state'

/** Two minutes in all; `waitMs` for a lock, and as long between two tries, in which others get on. */
const PATIENCE = { tries: 12, waitMs: 5_000 }

/**
 * Changes of tables that older processes or a backup may be using. Whoever asks for such a table waits behind a change
 * that waits for it, so it gives up soon, which undoes all of it, and tries again.
 * @param db one connection, which keeps what is set @throws AppError UNAVAILABLE when the tables stay in use
 */
export async function withLockTimeout<T>(
  db: Pick<Database, 'execute'>,
  change: () => Promise<T>,
  { tries, waitMs } = PATIENCE,
): Promise<T> {
  await db.execute(sql.raw(`set lock_timeout = ${waitMs}`))
  try {
    for (let left = tries - 1; ; left -= 1) {
      try {
        return await change()
      } catch (cause) {
        if (!isLocked(cause)) throw cause
        if (left === 0) throw inUse(cause)
        log().warn({ left }, 'the tables are in use, so the schema could not be changed yet')
        await pause(waitMs)
      }
    }
  } finally {
    // A connection that broke has no setting any more.
    await db.execute(sql`reset lock_timeout`).catch(() => undefined)
  }
}

const inUse = (cause: unknown) =>
  new AppError(
    'UNAVAILABLE',
    'The database could not be brought up to date, because its tables are in use all the time: by a backup (pg_dump) or by processes of the version before. Nothing was changed. Start again when the backup is over, or stop the other processes first.',
    { cause },
  )
