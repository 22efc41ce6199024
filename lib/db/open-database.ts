import 'server-only'
import type { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { AppError } from '@/lib/core/app-error'
import { env } from '@/lib/platform/env'
import { dataDir } from '@/lib/platform/paths'
import type { Database } from './database'
import type { EmbeddedClient } from './embedded-client'
import { migrateDatabase } from './migrate'
import { openEmbeddedClient } from './open-embedded-client'
import * as schema from './schema'

export interface OpenDatabase {
  kind: 'embedded' | 'postgres'
  orm: Database
  embedded: EmbeddedClient | null
  sql: postgres.Sql | null
  close(): Promise<void>
}

/** Opens the database that the settings name and brings its schema up to date. @throws AppError with a plain sentence. */
export async function openDatabase(): Promise<OpenDatabase> {
  const { databaseUrl } = env()
  const database = databaseUrl === null ? await openEmbedded(dataDir()) : await openPostgres(databaseUrl)
  await migrateDatabase(database)
  return database
}

export async function openEmbedded(folder: string): Promise<OpenDatabase> {
  const { client, close } = await openEmbeddedClient(folder)
  return {
    kind: 'embedded',
    orm: drizzlePglite({ client: asPglite(client), schema, casing: 'snake_case' }),
    embedded: client,
    sql: null,
    close,
  }
}

export async function openPostgres(url: string): Promise<OpenDatabase> {
  const sql = postgres(url, { max: 10, connect_timeout: 10, onnotice: () => {} })
  try {
    await sql`select 1`
  } catch (cause) {
    throw new AppError(
      'UNAVAILABLE',
      'The database at DATABASE_URL cannot be reached. Check the address, and that it is running.',
      { cause },
    )
  }
  return {
    kind: 'postgres',
    orm: drizzlePostgres({ client: sql, schema, casing: 'snake_case' }),
    embedded: null,
    sql,
    close: () => sql.end({ timeout: 5 }),
  }
}

/** Safe: drizzle's session calls `query` and `transaction` only, and both behave as PGlite's do. */
function asPglite(client: unknown): PGlite {
  return client as PGlite
}
