import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { build } from 'esbuild'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { EmbeddedClient } from '@/lib/db/embedded/embedded-client'
import { openPostgres } from '@/lib/db/open-database'
import * as schema from '@/lib/db/schema'
import { projectRoot } from '@/lib/platform/project-root'
import type { JobConnection } from '../boss-database'

export interface QueueDatabase {
  kind: 'embedded' | 'postgres'
  db: Database
  connection: JobConnection
  close(): Promise<void>
}

/** For tests: an empty database as the product opens it, the embedded one in its thread. */
export async function openQueueDatabase(): Promise<QueueDatabase> {
  const url = process.env.TEST_DATABASE_URL
  return process.env.TEST_DATABASE === 'postgres' && url ? onPostgres(url) : embedded()
}

async function embedded(): Promise<QueueDatabase> {
  const worker = await buildWorker()
  const client = new EmbeddedClient(null, worker.file)
  await client.ready
  return {
    kind: 'embedded',
    // @ts-expect-error drizzle calls `query` and `transaction` only, as in lib/db/open-database.ts
    db: drizzle({ client, schema, casing: 'snake_case' }),
    connection: { embedded: client, databaseUrl: null, sql: null },
    close: async () => {
      await client.close()
      worker.remove()
    },
  }
}

async function buildWorker(): Promise<{ file: string; remove(): void }> {
  const root = projectRoot()
  const cache = path.join(root, 'node_modules/.cache/patchbay')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(path.join(cache, 'queue-test-'))
  const file = path.join(folder, 'db-pglite.mjs')
  await build({
    entryPoints: [path.join(root, 'lib/db/pglite.entry.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    packages: 'external',
    alias: { 'server-only': path.join(root, 'scripts/empty-module.ts') },
    tsconfig: path.join(root, 'tsconfig.json'),
    logLevel: 'error',
  })
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

async function onPostgres(url: string): Promise<QueueDatabase> {
  const admin = await openPostgres(url)
  const name = `test_${newId().replaceAll('-', '')}`
  await admin.orm.execute(sql`create database ${sql.identifier(name)}`)
  const databaseUrl = new URL(url)
  databaseUrl.pathname = `/${name}`
  const database = await openPostgres(databaseUrl.href)
  return {
    kind: 'postgres',
    db: database.orm,
    connection: { embedded: null, databaseUrl: databaseUrl.href, sql: database.sql },
    close: async () => {
      await database.close()
      await admin.orm.execute(sql`drop database ${sql.identifier(name)} with (force)`)
      await admin.close()
    },
  }
}
