import 'server-only'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { newId } from '@/lib/core/new-id'
import { projectRoot } from '@/lib/platform/project-root'
import type { Database } from './database'
import { migrateDatabase } from './migrate'
import { openPostgres } from './open-database'
import * as schema from './schema'

export interface TestDatabase {
  kind: 'embedded' | 'postgres'
  db: Database
  close(): Promise<void>
}

/**
 * For tests only: an empty, migrated database of its own. TEST_DATABASE=postgres takes the server at
 * TEST_DATABASE_URL, else an embedded one in memory, loaded from a snapshot that is made once a schema.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const url = process.env.TEST_DATABASE_URL
  return process.env.TEST_DATABASE === 'postgres' && url ? onPostgres(url) : embedded()
}

async function embedded(): Promise<TestDatabase> {
  const client = await PGlite.create({
    extensions: { vector },
    loadDataDir: new Blob([new Uint8Array(await snapshot())]),
  })
  return { kind: 'embedded', db: drizzle({ client, schema, casing: 'snake_case' }), close: () => client.close() }
}

async function snapshot(): Promise<Uint8Array> {
  const migrations = path.join(projectRoot(), 'drizzle')
  const version = statSync(path.join(migrations, 'meta/_journal.json')).mtimeMs
  const file = path.join(projectRoot(), 'node_modules/.cache/patchbay', `test-database-${version}.tar`)
  if (existsSync(file)) return readFileSync(file)
  const client = await PGlite.create({ extensions: { vector } })
  await migrate(drizzle({ client, schema, casing: 'snake_case' }), { migrationsFolder: migrations })
  const archive = new Uint8Array(await (await client.dumpDataDir('none')).arrayBuffer())
  await client.close()
  mkdirSync(path.dirname(file), { recursive: true })
  const unfinished = `${file}.${process.pid}-${newId()}`
  writeFileSync(unfinished, archive)
  renameSync(unfinished, file)
  return archive
}

async function onPostgres(url: string): Promise<TestDatabase> {
  const admin = await openPostgres(url)
  const name = `test_${newId().replaceAll('-', '')}`
  await admin.orm.execute(sql`create database ${sql.identifier(name)}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const database = await openPostgres(own.href)
  await migrateDatabase(database)
  return {
    kind: 'postgres',
    db: database.orm,
    close: async () => {
      await database.close()
      await admin.orm.execute(sql`drop database ${sql.identifier(name)} with (force)`)
      await admin.close()
    },
  }
}
