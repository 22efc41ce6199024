import 'server-only'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator'
import { AppError } from '@/lib/core/app-error'
import { projectRoot } from '@/lib/platform/project-root'
import { rows } from './database'
import { oneAtATime } from './one-at-a-time'
import type { OpenDatabase } from './open-database'
import { preferLz4 } from './prefer-lz4'
import { withLockTimeout } from './with-lock-timeout'

/** Applies what is missing, one process at a time. @throws AppError UNAVAILABLE */
export async function migrateDatabase(database: OpenDatabase): Promise<void> {
  const config = { migrationsFolder: path.join(projectRoot(), 'drizzle') }
  if (database.kind === 'embedded') {
    await migratePglite(asPglite(database.orm), config)
    return
  }
  await oneAtATime(database.sql, async () => {
    await requireExtension(database)
    await withLockTimeout(database.storing, () => migratePostgres(asPostgres(database.storing), config))
    await preferLz4(database.orm)
  })
}

async function requireExtension(database: OpenDatabase): Promise<void> {
  const found = rows<{ name: string }>(
    await database.orm.execute(sql`select name from pg_available_extensions where name = 'vector'`),
  )
  if (found.length === 0) {
    throw new AppError(
      'UNAVAILABLE',
      'This PostgreSQL has no pgvector. Install the extension (Debian: postgresql-17-pgvector) and start again.',
    )
  }
  try {
    await database.orm.execute(sql`create extension if not exists vector`)
  } catch (cause) {
    throw new AppError(
      'UNAVAILABLE',
      'pgvector is there but may not be created by this user. Run "CREATE EXTENSION vector" as a superuser once.',
      { cause },
    )
  }
}

// Safe: the migrators use the dialect and the session only, which both drivers share.
const asPglite = (orm: unknown) => orm as Parameters<typeof migratePglite>[0]
const asPostgres = (orm: unknown) => orm as Parameters<typeof migratePostgres>[0]
