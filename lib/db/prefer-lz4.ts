import 'server-only'
import { sql } from 'drizzle-orm'
import { log } from '@/lib/platform/log'
import { type Database, rows } from './database'

/**
 * Events of runs are packed by LZ4 from now on where this PostgreSQL knows it: its own method took a sixth of the
 * processor time of storing a run. No migration, since what a server knows depends on how it was built. Where it fails
 * the server starts all the same, and tries again at its next start.
 */
export async function preferLz4(db: Database): Promise<void> {
  await askForLz4(db).catch((cause: unknown) => log().warn({ cause }, 'events of runs are not packed by LZ4 yet'))
}

async function askForLz4(db: Database): Promise<void> {
  const [{ isKnown = false, isSet = true } = {}] = rows<{ isKnown: boolean; isSet: boolean }>(
    await db.execute(sql`
      select 'lz4' = any(enumvals) as "isKnown",
        (select attcompression = 'l' from pg_attribute
          where attrelid = 'run_events'::regclass and attname = 'events') as "isSet"
      from pg_settings where name = 'default_toast_compression'`),
  )
  if (!isKnown || isSet) return
  await db.transaction(async (tx) => {
    // It waits for all who use the table, a backup of hours among them, and everybody else would wait behind it.
    await tx.execute(sql`set local lock_timeout = '2s'`)
    await tx.execute(sql`alter table run_events alter column events set compression lz4`)
  })
}
