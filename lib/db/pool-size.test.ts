import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { rows } from './database'
import { openPostgres } from './open-database'

const url = process.env.TEST_DATABASE_URL ?? ''
const onPostgres = test.runIf(process.env.TEST_DATABASE === 'postgres')

onPostgres('a process opens as many connections for its statements as the setting says', async () => {
  const database = await openPostgres(url, 2)
  onTestFinished(() => database.close())
  const backends = await Promise.all(
    Array.from({ length: 12 }, async () =>
      rows<{ pid: number }>(await database.orm.execute(sql`select pg_backend_pid() as pid from pg_sleep(0.05)`)),
    ),
  )
  expect(new Set(backends.flat().map(({ pid }) => pid)).size).toBe(2)
})
