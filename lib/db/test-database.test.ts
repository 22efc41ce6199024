import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from './database'
import { openTestDatabase, type TestDatabase } from './test-database'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('has every table and pgvector', async () => {
  const found = rows<{ count: number }>(
    await database.db.execute(
      sql`select count(*)::int as count from information_schema.tables where table_schema = 'public'`,
    ),
  )
  expect(found[0]?.count).toBeGreaterThan(18)
  const distances = rows<{ distance: number }>(
    await database.db.execute(sql`select '[1,0]'::vector <=> '[0,1]'::vector as distance`),
  )
  expect(Number(distances[0]?.distance)).toBe(1)
})

test('each database is a copy of its own', async () => {
  await database.db.execute(sql`insert into used_tokens (id) values ('mine')`)
  const other = await openTestDatabase()
  try {
    expect(rows(await other.db.execute(sql`select * from used_tokens`))).toEqual([])
  } finally {
    await other.close()
    await database.db.execute(sql`delete from used_tokens`)
  }
})

test('rolls back a failed transaction', async () => {
  const work = database.db.transaction(async (tx) => {
    await tx.execute(sql`insert into used_tokens (id) values ('a')`)
    throw new Error('stop')
  })
  await expect(work).rejects.toThrow('stop')
  expect(rows(await database.db.execute(sql`select * from used_tokens`))).toEqual([])
})

test.skipIf(process.env.TEST_DATABASE !== 'postgres')(
  'compresses run events with LZ4 where the server supports it',
  async () => {
    const [found] = rows<{ isKnown: boolean; method: string }>(
      await database.db.execute(sql`
      select 'lz4' = any(enumvals) as "isKnown", attcompression as method from pg_settings, pg_attribute
      where name = 'default_toast_compression' and attrelid = 'run_events'::regclass and attname = 'events'`),
    )
    expect(found?.method === 'l').toBe(found?.isKnown)
  },
)
