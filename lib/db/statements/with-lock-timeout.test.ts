import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { OpenDatabase } from '../database'
import { rows } from '../database'
import { openPostgres } from '../open-database'
import { withLockTimeout } from './with-lock-timeout'

const url = process.env.TEST_DATABASE_URL ?? ''
// The embedded database has one connection, so there is no lock to wait for.
const onPostgres = test.runIf(process.env.TEST_DATABASE === 'postgres')
const table = sql.identifier(`locked_${newId().replaceAll('-', '')}`)
const RETRY = { tries: 3, waitMs: 50 }

let database: OpenDatabase | undefined
const open = () => database ?? expect.unreachable('no database')
beforeAll(async () => {
  if (process.env.TEST_DATABASE !== 'postgres') return
  database = await openPostgres(url)
  await database.orm.execute(sql`create table ${table} (a int)`)
})
afterAll(async () => {
  await database?.orm.execute(sql`drop table ${table}`)
  await database?.close()
})

let tried = 0
async function addColumn(name: string): Promise<void> {
  tried += 1
  await open().storing.execute(sql`alter table ${table} add column ${sql.identifier(name)} int`)
}
const timeout = async () => rows<{ lock_timeout: string }>(await open().storing.execute(sql`show lock_timeout`))

onPostgres('a change whose table stays in use gives up, changes nothing, and says what to do', async () => {
  tried = 0
  await open().orm.transaction(async (tx) => {
    await tx.execute(sql`select 1 from ${table}`)
    const change = withLockTimeout(open().storing, () => addColumn('b'), RETRY)
    await expect(change).rejects.toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('pg_dump') })
  })
  expect(tried).toBe(3)
  expect(await timeout()).toEqual([{ lock_timeout: '0' }])
})

onPostgres('one whose table is free by and by is made', async () => {
  let change: Promise<void> = Promise.resolve()
  tried = 0
  await open().orm.transaction(async (tx) => {
    await tx.execute(sql`select 1 from ${table}`)
    change = withLockTimeout(open().storing, () => addColumn('c'), { tries: 1_000, waitMs: 20 })
    await expect.poll(() => tried).toBeGreaterThan(1)
  })
  await change
  expect(rows(await open().orm.execute(sql`select c from ${table}`))).toEqual([])
})

onPostgres('other failures are given on at once', async () => {
  tried = 0
  await expect(withLockTimeout(open().storing, () => addColumn('a'), RETRY)).rejects.not.toBeInstanceOf(AppError)
  expect(tried).toBe(1)
})
