import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from './database'
import { preferLz4 } from './prefer-lz4'
import { openTestDatabase, type TestDatabase } from './test-database'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

async function compression(): Promise<string | undefined> {
  const [column] = rows<{ compression: string }>(
    await database.db.execute(sql`
      select attcompression::text as compression from pg_attribute
      where attrelid = 'run_events'::regclass and attname = 'events'`),
  )
  return column?.compression
}

// The embedded database has no LZ4 and only one connection.
test.runIf(process.env.TEST_DATABASE === 'postgres')(
  'leaves the table unchanged while it is in use, and tries again at the next start',
  async () => {
    await database.db.execute(sql`alter table run_events alter column events set compression pglz`)
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from run_events`)
      await preferLz4(database.db)
    })
    expect(await compression()).toBe('p')
    await preferLz4(database.db)
    expect(await compression()).toBe('l')
  },
)
