import 'server-only'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { projectRoot } from '@/lib/platform/project-root'
import type { OpenDatabase } from './database'
import { rows } from './database'
import { withSchemaLock } from './embedded/with-schema-lock'
import { isForbidden } from './errors/sql-state'
import { preferLz4 } from './prefer-lz4'
import { withLockTimeout } from './statements/with-lock-timeout'

/** SQLSTATE of a write in a read-only transaction. */
const READ_ONLY = '25006'

/** Applies pending migrations, one process at a time. @throws AppError UNAVAILABLE */
export async function migrateDatabase(database: OpenDatabase): Promise<void> {
  const config = { migrationsFolder: path.join(projectRoot(), 'drizzle') }
  if (database.kind === 'embedded') {
    await migratePglite(asPglite(database.orm), config)
    return
  }
  await withSchemaLock(database.sql, async () => {
    await requireWritable(database)
    await requireExtension(database)
    await withLockTimeout(database.storing, () => migratePostgres(asPostgres(database.storing), config))
    await preferLz4(database.orm)
  })
}

/** A standby accepts connections too, and its error on the first write would depend on that write. */
async function requireWritable({ orm }: OpenDatabase): Promise<void> {
  const [row] = rows<{ mode: string }>(await orm.execute(sql`select current_setting('transaction_read_only') as mode`))
  if (row?.mode === 'on') throw Object.assign(new Error('The database is read-only.'), { code: READ_ONLY })
}

async function requireExtension({ orm }: OpenDatabase): Promise<void> {
  const [found] = rows<{ available: string; enabled: string | null }>(
    await orm.execute(sql`select default_version as available, installed_version as enabled
      from pg_available_extensions where name = 'vector'`),
  )
  if (!found) {
    throw new AppError('UNAVAILABLE', problem('database.pgvectorMissing'))
  }
  if (found.enabled === null) await createExtension(orm)
  await requireHalfVectors(orm, { ...found, enabled: found.enabled ?? found.available })
}

async function createExtension(orm: OpenDatabase['orm']): Promise<void> {
  try {
    await orm.execute(sql`create extension if not exists vector`)
  } catch (cause) {
    if (!isForbidden(cause)) throw cause
    throw new AppError('UNAVAILABLE', problem('database.pgvectorForbidden'), { cause })
  }
}

/** Available since pgvector 0.7. */
async function requireHalfVectors(
  orm: OpenDatabase['orm'],
  { available, enabled }: { available: string; enabled: string },
): Promise<void> {
  const [row] = rows<{ isThere: boolean }>(
    await orm.execute(sql`select exists (select from pg_type where typname = 'halfvec') as "isThere"`),
  )
  if (row?.isThere) return
  const way =
    available === enabled
      ? `Install a newer one (Debian: postgresql-17-pgvector), then run "ALTER EXTENSION vector UPDATE" as a superuser.`
      : `${available} is installed: run "ALTER EXTENSION vector UPDATE" as a superuser.`
  throw new AppError('UNAVAILABLE', problem('database.pgvectorTooOld', { version: enabled, remedy: way }))
}

// Safe: the migrators use only the dialect and the session, which both drivers share.
const asPglite = (orm: unknown) => orm as Parameters<typeof migratePglite>[0]
const asPostgres = (orm: unknown) => orm as Parameters<typeof migratePostgres>[0]
