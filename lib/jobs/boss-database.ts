import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type ConstructorOptions, type Db, fromDrizzle } from 'pg-boss'
import type postgres from 'postgres'
import { internalError } from '@/lib/core/internal-error'
import { rows, type Transaction } from '@/lib/db/database'
import type { EmbeddedClient } from '@/lib/db/embedded/embedded-client'

export interface JobConnection {
  embedded: EmbeddedClient | null
  /** Used when there is no embedded database. */
  databaseUrl: string | null
  /** The listening connection, shared with the rest of the process. */
  sql: postgres.Sql | null
}

const COMMON = {
  schema: 'pgboss',
  schedule: false,
  persistQueueStats: true,
  queueStatRetentionDays: 14,
  // The list of instances is unused, and keeping it would poll the event loop fifty times a second.
  registerInstance: false,
} as const

export function bossOptions({ embedded, databaseUrl }: JobConnection): ConstructorOptions {
  if (embedded) return { ...COMMON, db: onEmbedded(embedded), backend: 'pglite' }
  if (databaseUrl) return { ...COMMON, connectionString: databaseUrl, max: 4, application_name: 'patchbay-jobs' }
  throw internalError('The job queue has no database.')
}

/** Calls `onNotify` for every notification, and `onConnect` when some may have been missed. */
export async function listenTo(
  { embedded, sql }: JobConnection,
  channel: string,
  onNotify: (payload: string) => void,
  onConnect: () => void,
): Promise<void> {
  if (embedded) await embedded.listen(channel, onNotify)
  else await sql?.listen(channel, onNotify, onConnect)
}

/**
 * Several statements in one text, and the ROLLBACK after a failure, must not run inside another caller's transaction.
 */
export function onEmbedded(client: EmbeddedClient): Db {
  return {
    executeSql: (text, values = []) =>
      client.exclusive(async (session) => {
        try {
          if (values.length > 0) return await session.query(text, values)
          return { rows: (await session.exec(text)).flatMap((result) => result.rows) }
        } catch (error) {
          await session.exec('ROLLBACK')
          throw error
        }
      }),
  }
}

/** Runs pg-boss's statements inside our transaction. */
export function within(tx: Transaction): Db {
  return fromDrizzle({ execute: async (query) => ({ rows: rows(await tx.execute(asSql(query))) }) }, sql)
}

/** Safe: the adapter builds its queries with the `sql` that it is given. */
function asSql(query: unknown): SQL {
  return query as SQL
}
