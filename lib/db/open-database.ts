import 'server-only'
import type { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { env } from '@/lib/platform/env'
import { dataDir } from '@/lib/platform/paths'
import type { Database } from './database'
import type { EmbeddedClient } from './embedded-client'
import { migrateDatabase } from './migrate'
import { openEmbeddedClient } from './open-embedded-client'
import * as schema from './schema'
import { waitForDatabase } from './wait-for-database'

/** Connections for statements, where no setting says another number. */
const POOLED = 9

export interface OpenDatabase {
  kind: 'embedded' | 'postgres'
  orm: Database
  /**
   * The same for what is stored without a pause: one connection, whose process at PostgreSQL has the few statements at
   * hand. Of a pool each takes its turn, and has had others in between: a third more processor time a statement.
   */
  storing: Database
  embedded: EmbeddedClient | null
  sql: postgres.Sql | null
  close(): Promise<void>
}

/** Opens the database that the settings name and brings its schema up to date. @throws AppError with a plain sentence. */
export async function openDatabase(): Promise<OpenDatabase> {
  const { databaseUrl, databaseWaitSeconds, databasePoolSize } = env()
  if (databaseUrl !== null) return openMigrated(databaseUrl, databaseWaitSeconds, databasePoolSize)
  const database = await openEmbedded(dataDir())
  await migrateDatabase(database)
  return database
}

/** PostgreSQL may restart while the schema is changed, which is one transaction: that begins again. */
export function openMigrated(databaseUrl: string, waitSeconds: number, pooled = POOLED): Promise<OpenDatabase> {
  return waitForDatabase(
    async () => {
      const database = await openPostgres(databaseUrl, pooled)
      try {
        await migrateDatabase(database)
        return database
      } catch (error) {
        await database.close()
        throw error
      }
    },
    { databaseUrl, waitSeconds },
  )
}

export async function openEmbedded(folder: string): Promise<OpenDatabase> {
  const { client, close } = await openEmbeddedClient(folder)
  const orm = drizzlePglite({ client: asPglite(client), schema, casing: 'snake_case' })
  return {
    kind: 'embedded',
    orm,
    storing: orm,
    embedded: client,
    sql: null,
    close,
  }
}

/** @throws what the driver throws */
export async function openPostgres(url: string, pooled = POOLED): Promise<OpenDatabase> {
  const sql = connect(url, pooled)
  // Who stores paces its attempts itself; the driver would let each wait for up to 20 seconds more.
  const storing = connect(url, 1, { backoff: () => 0 })
  const close = async () => {
    await Promise.all([sql.end({ timeout: 5 }), storing.end({ timeout: 5 })])
  }
  try {
    await sql`select 1`
  } catch (error) {
    await close()
    throw error
  }
  return {
    kind: 'postgres',
    orm: drizzlePostgres({ client: sql, schema, casing: 'snake_case' }),
    storing: drizzlePostgres({ client: storing, schema, casing: 'snake_case' }),
    embedded: null,
    sql,
    close,
  }
}

const connect = (url: string, max: number, options: { backoff?: () => number } = {}) =>
  postgres(url, { max, connect_timeout: 10, onnotice: () => {}, ...options })

/** Safe: drizzle's session calls `query` and `transaction` only, and both behave as PGlite's do. */
function asPglite(client: unknown): PGlite {
  return client as PGlite
}
