import 'server-only'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { AppError } from '@/lib/core/app-error'
import { env } from '@/lib/platform/env'
import { dataDir, distFile } from '@/lib/platform/paths'
import type { Database } from './database'
import { EmbeddedClient } from './embedded-client'
import { lockFolder } from './folder-lock'
import { migrateDatabase } from './migrate'
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
  makeWritable(folder)
  const unlock = await lockFolder(folder)
  const cluster = path.join(folder, 'postgres')
  await ensureCluster(cluster)
  const client = new EmbeddedClient(cluster)
  await client.ready
  return {
    kind: 'embedded',
    orm: drizzlePglite({ client: asPglite(client), schema, casing: 'snake_case' }),
    embedded: client,
    sql: null,
    close: async () => {
      await client.close()
      unlock()
    },
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

function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new AppError(
      'UNAVAILABLE',
      `The data folder ${folder} cannot be written. Make it writable, or set PATCHBAY_DATA_DIR.`,
      { cause },
    )
  }
}

/** A half-made cluster would look whole, so it is made beside its place and moved there when it is complete. */
async function ensureCluster(cluster: string): Promise<void> {
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return
  const unfinished = `${cluster}.new`
  rmSync(unfinished, { recursive: true, force: true })
  await promisify(execFile)(process.execPath, [distFile('db-initdb.mjs'), unfinished])
  renameSync(unfinished, cluster)
}

/** Safe: drizzle's session calls `query` and `transaction` only, and both behave as PGlite's do. */
function asPglite(client: unknown): PGlite {
  return client as PGlite
}
