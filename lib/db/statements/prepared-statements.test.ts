import { PGlite, types } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromHexBytes, toHexBytes } from '../embedded/hex-bytes'
import { PreparedStatements } from './prepared-statements'

let database: PGlite
let statements: PreparedStatements

beforeAll(async () => {
  database = await PGlite.create({
    parsers: { [types.BYTEA]: fromHexBytes },
    serializers: { [types.BYTEA]: toHexBytes },
  })
  await database.exec('create table things (id int primary key, name text, data jsonb, bytes bytea, at timestamptz)')
  statements = new PreparedStatements(database)
})
afterAll(() => database.close())

/** The first execution uses PGlite's own query, later ones the prepared statement. */
const thrice = async (sql: string, params: unknown[], options = {}) => {
  const results = []
  for (let time = 0; time < 3; time += 1) results.push(await statements.query(sql, params, options))
  return results
}

test('the third result equals the first, whatever the types', async () => {
  const bytes = Uint8Array.from([0, 1, 254, 255])
  const timestamp = '2026-11-28T01:02:03.004Z'
  const insert = `insert into things values ($1, $2, $3, $4, $5) on conflict (id) do update set name = $2 returning *`
  const [first, , third] = await thrice(insert, [1, null, JSON.stringify({ a: ['x'] }), bytes, timestamp])
  expect(third?.rows).toEqual([{ id: 1, name: null, data: { a: ['x'] }, bytes, at: new Date(timestamp) }])
  expect(third).toEqual(first)
  const rows = await thrice('select id, bytes, data from things where id = any($1::int[])', [[1, 2]], {
    rowMode: 'array',
  })
  expect(rows[2]?.rows).toEqual([[1, bytes, { a: ['x'] }]])
  expect(rows[2]).toEqual(rows[0])
  const deleted = await thrice('delete from things where id = $1', [99])
  expect(deleted[2]).toMatchObject({ rows: [], affectedRows: 0 })
})

test('returns a type as text where text is requested, and parses it elsewhere', async () => {
  const sql = "select '2026-11-28 01:02:03+00'::timestamptz as at, 'x'::bytea as bytes"
  const textTypes = [types.TIMESTAMPTZ]
  const read = { at: new Date('2026-11-28T01:02:03Z'), bytes: Uint8Array.of(120) }
  for (const result of await thrice(sql, [], { textTypes }))
    expect(result.rows).toEqual([{ ...read, at: expect.stringContaining('2026-11-28') }])
  for (const result of await thrice(sql, [])) expect(result.rows).toEqual([read])
})

test('reports the reason of a failure, ends its transaction, and runs the next statement', async () => {
  const insert = 'insert into things (id) values ($1)'
  for (const id of [11, 12]) await statements.query(insert, [id], {})
  await expect(statements.query(insert, [12], {})).rejects.toMatchObject({ code: '23505' })
  await database.exec('begin')
  await expect(statements.query(insert, [12], {})).rejects.toMatchObject({ code: '23505' })
  await expect(statements.query(insert, [13], {})).rejects.toMatchObject({ code: '25P02' })
  await database.exec('rollback')
  expect((await statements.query(insert, [13], {})).affectedRows).toBe(1)
  await expect(thrice('select nothing from nowhere', [])).rejects.toMatchObject({ code: '42P01' })
})

test('reads a changed table in its current shape', async () => {
  await thrice('select * from things where id = 1', [])
  await statements.query('alter table things add column more int default 7', [], {})
  expect((await statements.query('select * from things where id = 1', [], {})).rows).toMatchObject([{ more: 7 }])
  expect((await thrice('select * from things where id = 1', []))[2]?.rows).toMatchObject([{ more: 7 }])
})

test('keeps only the most recent texts in the database', async () => {
  for (let index = 0; index < 400; index += 1) await thrice(`select ${index} as place`, [])
  const preparedCount = await database.query<{ count: number }>(
    'select count(*)::int as count from pg_prepared_statements',
  )
  expect(preparedCount.rows[0]?.count).toBeLessThanOrEqual(300)
  expect((await statements.query('select 0 as place', [], {})).rows).toEqual([{ place: 0 }])
})

test('concurrent calls share the plan being prepared', async () => {
  const sql = 'select id, $1::int as more from things where id = 1'
  await statements.query(sql, [0], {})
  const answers = await Promise.all([1, 2, 3].map((value) => statements.query(sql, [value], {})))
  expect(answers.map(({ rows }) => rows)).toEqual([1, 2, 3].map((value) => [{ id: 1, more: value }]))
  const plans = await database.query('select name from pg_prepared_statements where statement = $1', [sql])
  expect(plans.rows).toHaveLength(1)
})

test('prepares a text again after a failure', async () => {
  const sql = 'select id from later'
  await expect(statements.query(sql, [], {})).rejects.toMatchObject({ code: '42P01' })
  const results = await Promise.allSettled([1, 2].map(() => statements.query(sql, [], {})))
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await database.exec('create table later (id int)')
  expect((await statements.query(sql, [], {})).rows).toEqual([])
})

test('replans a statement that was planned while a table was small', async () => {
  const text =
    'update growing set seen = true from json_to_recordset($1::text::json) as x(id int) where growing.id = x.id'
  const planOf = async (planMs: number) => {
    const statements = new PreparedStatements(database, planMs)
    await database.exec('deallocate all; create table growing (id int primary key, seen boolean, rest text)')
    for (let call = 0; call < 8; call += 1) await statements.query(text, ['[{"id":7}]'], {})
    await database.exec(`insert into growing select n, false, repeat('x', 100) from generate_series(1, 20000) n`)
    expect((await statements.query(text, ['[{"id":7}]'], {})).affectedRows).toBe(1)
    const findName = 'select name from pg_prepared_statements where statement = $1'
    const { rows } = await database.query<{ name: string }>(findName, [text])
    const plan = await database.query(`explain execute ${rows[0]?.name}('[]')`)
    await database.exec('drop table growing')
    return JSON.stringify(plan.rows)
  }
  expect(await planOf(60_000)).toContain('Seq Scan on growing')
  expect(await planOf(0)).toContain('Index Scan using growing_pkey')
})

test('rolls back to a savepoint after a failure, even when a replan is due', async () => {
  await database.exec('deallocate all')
  const impatient = new PreparedStatements(database, -1)
  const insert = 'insert into things (id) values ($1)'
  await impatient.query('begin', [], {})
  await impatient.query(insert, [41], {})
  await impatient.query('savepoint one', [], {})
  await expect(impatient.query(insert, [41], {})).rejects.toMatchObject({ code: '23505' })
  await impatient.query('rollback to savepoint one', [], {})
  expect((await impatient.query(insert, [42], {})).affectedRows).toBe(1)
  await impatient.query('commit', [], {})
  expect((await impatient.query('select 1 from things where id in (41, 42)', [], {})).rows).toHaveLength(2)
})
