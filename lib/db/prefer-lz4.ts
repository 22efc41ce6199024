import 'server-only'
import { sql } from 'drizzle-orm'
import { log } from '@/lib/platform/log'
import { type Database, rows } from './database'

/**
 * Compresses run events with LZ4 from now on where this PostgreSQL supports it: pglz took a sixth of the CPU time of
 * storing a run. Not a migration, since support depends on how the server was built. On failure the server starts
 * anyway and tries again at its next start.
 */
export async function preferLz4(db: Database): Promise<void> {
  await enableLz4(db).catch((cause: unknown) => log().warn({ cause }, 'run events are not compressed with LZ4 yet'))
}

async function enableLz4(db: Database): Promise<void> {
  const [{ isKnown = false, isSet = true } = {}] = rows<{ isKnown: boolean; isSet: boolean }>(
    await db.execute(sql`
      select 'lz4' = any(enumvals) as "isKnown",
        (select attcompression = 'l' from pg_attribute
          where attrelid = 'run_events'::regclass and attname = 'events') as "isSet"
      from pg_settings where name = 'default_toast_compression'`),
  )
  if (!isKnown || isSet) return
  await db.transaction(async (tx) => {
    // The statement waits for all users of the table, such as a backup of hours, and everyone else would queue behind
    // it.
    await tx.execute(sql`set local lock_timeout = '2s'`)
    await tx.execute(sql`alter table run_events alter column events set compression lz4`)
  })
}
