import 'server-only'
import type { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { env } from '@/lib/platform/env'
import { dataDir } from '@/lib/platform/paths'
import type { OpenDatabase } from './database'
import { openEmbeddedClient } from './embedded/open-embedded-client'
import { migrateDatabase } from './migrate'
import * as schema from './schema'
import { waitForDatabase } from './wait-for-database'

/** The default number of connections for statements. */
const POOLED = 9

/** Opens the configured database and migrates its schema. @throws AppError with a plain sentence */
export async function openDatabase(): Promise<OpenDatabase> {
  const { databaseUrl, databaseWaitSeconds, databasePoolSize } = env()
  if (databaseUrl !== null) return openMigrated(databaseUrl, databaseWaitSeconds, databasePoolSize)
  const database = await openEmbedded(dataDir())
  await migrateDatabase(database)
  return database
}

/** PostgreSQL may restart during the migration, which is one transaction and is repeated. */
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

/** @throws the driver's errors */
export async function openPostgres(url: string, pooled = POOLED): Promise<OpenDatabase> {
  const sql = connect(url, pooled)
  // The event log has its own backoff; the driver would add up to 20 seconds to each attempt.
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

/** Safe: drizzle's session calls only `query` and `transaction`, and both behave as in PGlite. */
function asPglite(client: unknown): PGlite {
  return client as PGlite
}
