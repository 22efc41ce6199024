import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { getTableName, is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { type Database, rows } from '../database'
import * as schema from '../schema'
import { openTestDatabase, type TestDatabase } from '../test-database'
import { readBackup, writeBackup } from './backup'
import { KEPT_TABLES, TRANSIENT_TABLES } from './backup-tables'

const tables = Object.values(schema).filter((item) => is(item, PgTable))
const kept: readonly string[] = KEPT_TABLES

let studio: TestStudio
let other: TestDatabase
let folder: string

beforeAll(async () => {
  studio = await createTestStudio()
  other = await openTestDatabase()
  folder = await mkdtemp(path.join(os.tmpdir(), 'patchbay-backup-'))
})
afterAll(async () => {
  await studio.close()
  await other.close()
  await rm(folder, { recursive: true })
})

test('every table of the schema is either in the backup or known to be transient', () => {
  expect([...KEPT_TABLES, ...TRANSIENT_TABLES].toSorted()).toEqual(tables.map(getTableName).toSorted())
})

test('a table comes after the tables it references', () => {
  const tooEarly = tables
    .filter((table) => kept.includes(getTableName(table)))
    .flatMap((table) =>
      getTableConfig(table).foreignKeys.flatMap((key) => {
        const [from, to] = [getTableName(table), getTableName(key.reference().foreignTable)]
        return from === to || kept.indexOf(to) < kept.indexOf(from) ? [] : [`${from} -> ${to}`]
      }),
    )
  expect(tooEarly).toEqual([])
})

test('restores every row', async () => {
  const { workspaceId } = await studio.signUp('owner')
  await fillWorkspace(studio.system, workspaceId)
  const file = path.join(folder, 'backup.gz')
  const written = await writeBackup(studio.system.db, path.join(folder, 'files'), file)
  const restored = await readBackup(other.db, path.join(folder, 'restored'), file)
  expect(restored).toEqual(written)
  for (const table of KEPT_TABLES)
    expect(await contentOf(other.db, table)).toEqual(await contentOf(studio.system.db, table))
})

async function contentOf(db: Database, table: string): Promise<unknown[]> {
  const found = rows<{ row: unknown }>(await db.execute(`select to_jsonb(t)::text as row from "${table}" t order by 1`))
  return found.map(({ row }) => row)
}

test('rejects a truncated, foreign or empty file and restores nothing', async () => {
  const target = await openTestDatabase()
  const fullText = path.join(folder, 'whole.gz')
  await writeBackup(studio.system.db, path.join(folder, 'files'), fullText)
  const bytes = await readFile(fullText)
  const lines = gunzipSync(bytes).toString().split('\n')
  const broken: Record<string, Uint8Array> = {
    cut: bytes.subarray(0, bytes.length / 2),
    'without its end': bytes.subarray(0, bytes.length - 4),
    'a text': Buffer.from('Hello'),
    empty: Buffer.alloc(0),
    'something else, zipped': gzipSync('{"some":"json"}\n'),
    'zipped again in the middle of a line': gzipSync(`${lines.slice(0, 3).join('\n')}\n{"table":"use`),
    'zipped again with a foreign line': gzipSync(`${lines[0]}\n{"table":"nothing","row":{}}\n`),
  }
  for (const [name, content] of Object.entries(broken)) {
    const file = path.join(folder, 'broken.gz')
    await writeFile(file, content)
    await expect(readBackup(target.db, path.join(folder, 'none'), file), name).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'This file is not a complete Patchbay backup.',
    })
  }
  await readBackup(target.db, path.join(folder, 'none'), fullText)
  expect(await contentOf(target.db, 'users')).toEqual(await contentOf(studio.system.db, 'users'))
  await target.close()
})
