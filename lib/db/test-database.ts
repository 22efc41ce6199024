import 'server-only'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { newId } from '@/lib/core/new-id'
import { projectRoot } from '@/lib/platform/project-root'
import type { OpenDatabase } from './database'
import { type Database, rows } from './database'
import { withSchemaLock } from './embedded/with-schema-lock'
import { migrateDatabase } from './migrate'
import { openPostgres } from './open-database'
import * as schema from './schema'

export interface TestDatabase {
  kind: 'embedded' | 'postgres'
  db: Database
  close(): Promise<void>
}

/**
 * For tests only: an empty, migrated database. TEST_DATABASE=postgres uses the server at TEST_DATABASE_URL, otherwise
 * an embedded one in memory. Both are copies of a template that is migrated once per schema.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const url = process.env.TEST_DATABASE_URL
  return process.env.TEST_DATABASE === 'postgres' && url ? onPostgres(url) : embedded()
}

/** PostgreSQL's default of 128 MB is cleared at each start. */
const SMALL_BUFFERS = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB', '-c', 'max_wal_size=1GB']

/** Test files of one process read it once. */
let template: Promise<Snapshot> | undefined

async function embedded(): Promise<TestDatabase> {
  template ??= snapshot().then((bytes) => new Snapshot(bytes))
  const client = await PGlite.create({
    extensions: { vector },
    loadDataDir: await template,
    startParams: SMALL_BUFFERS,
  })
  return { kind: 'embedded', db: drizzle({ client, schema, casing: 'snake_case' }), close: () => client.close() }
}

/**
 * Unlike a plain Blob it does not copy its bytes when they are read, which would take a third of the time of opening.
 */
class Snapshot extends Blob {
  constructor(private readonly snapshotBytes: Uint8Array<ArrayBuffer>) {
    super()
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(this.snapshotBytes.buffer)
  }
}

async function snapshot(): Promise<Uint8Array<ArrayBuffer>> {
  const migrations = path.join(projectRoot(), 'drizzle')
  const file = path.join(projectRoot(), 'node_modules/.cache/patchbay', `embedded-database-${schemaHash()}.tar`)
  if (existsSync(file)) return new Uint8Array(readFileSync(file))
  // By default its log has two files of 16 MB, which each copy would have, too.
  const client = await PGlite.create({ extensions: { vector }, initDbStartParams: ['--wal-segsize=1'] })
  await migrate(drizzle({ client, schema, casing: 'snake_case' }), { migrationsFolder: migrations })
  // Tests create no databases in it, and without these two each copy has half as many files.
  await client.exec(`update pg_database set datistemplate = false where datname in ('template0', 'template1')`)
  for (const name of ['template0', 'template1']) await client.exec(`drop database ${name}`)
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
  const template = await migratedTemplate(admin, url)
  // Copying files takes a sixth of the time of PostgreSQL's default, which writes each page to its log.
  await admin.orm.execute(
    sql`create database ${sql.identifier(name)} template ${sql.identifier(template)} strategy file_copy`,
  )
  const database = await openPostgres(withPath(url, name))
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

/** The name of a database with the current schema of drizzle/, created if it does not exist. */
async function migratedTemplate(admin: OpenDatabase, url: string): Promise<string> {
  const name = `template_${schemaHash()}`
  await withSchemaLock(admin.sql, async () => {
    const found = await admin.orm.execute(sql`select from pg_database where datname = ${name}`)
    if (rows(found).length > 0) return
    // Under a temporary name until it is complete, so that an interrupted one is never used.
    const unfinished = `unfinished_${newId().replaceAll('-', '')}`
    await admin.orm.execute(sql`create database ${sql.identifier(unfinished)}`)
    const database = await openPostgres(withPath(url, unfinished))
    await migrateDatabase(database).finally(() => database.close())
    await admin.orm.execute(sql`alter database ${sql.identifier(unfinished)} rename to ${sql.identifier(name)}`)
  })
  return name
}

function schemaHash(): string {
  const folder = path.join(projectRoot(), 'drizzle')
  const hash = createHash('sha256')
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.sql')) hash.update(readFileSync(path.join(folder, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

function withPath(url: string, database: string): string {
  const databaseUrl = new URL(url)
  databaseUrl.pathname = `/${database}`
  return databaseUrl.href
}
