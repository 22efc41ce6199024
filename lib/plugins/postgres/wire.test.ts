import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { sqlValue } from '@/lib/core/sql/sql-value'
import { startPostgres, type TestPostgres } from '@/scripts/services.mjs'
import { callLogin } from '../testing/login-wire'
import rowAdded from './triggers/row-added'

let server: TestPostgres | null = null
let port = ''
let admin: postgres.Sql

beforeAll(async () => {
  server = await startPostgres({ own: true })
  const url = new URL(server?.url ?? 'postgres://unavailable')
  port = url.port
  admin = postgres(url.href, { max: 1, onnotice: () => {} })
  await admin.unsafe(`
    CREATE TABLE orders (id bigint PRIMARY KEY, customer text, total numeric(30, 10), paid boolean, tags text[],
      details jsonb, at timestamptz DEFAULT '2026-11-30T10:00:00Z', raw bytea);
    INSERT INTO orders VALUES (9007199254740993, 'Ada', 12345678901234567890.0123456789, true, '{a,b}', '{"x": 1}');
    CREATE ROLE reader LOGIN; CREATE SCHEMA private;
    CREATE TABLE "od""d" ("colu""mn" text)`)
})
afterAll(async () => {
  await admin.end()
  server?.stop()
})

function call(
  action: Parameters<typeof callLogin>[0]['action'],
  input: JsonObject,
  overrides: { allow?: string; signal?: AbortSignal; database?: string } = {},
) {
  const { allow = `127.0.0.1:${port}`, signal, database = 'postgres' } = overrides
  return callLogin({
    action: typeof action === 'string' ? `postgres/${action}` : action,
    input,
    allow,
    password: 'unused',
    fields: { host: '127.0.0.1', port, database, user: 'patchbay' },
    ...(signal ? { signal } : {}),
  })
}

const query = (statement: string, overrides: JsonObject = {}) => call('query', { statement, ...overrides })

test('reads rows without losing digits, zones or types', async () => {
  const { outputs } = await query('SELECT * FROM orders')
  expect(outputs).toEqual({
    rows: [
      {
        id: '9007199254740993',
        customer: 'Ada',
        total: '12345678901234567890.0123456789',
        paid: true,
        tags: ['a', 'b'],
        details: { x: 1 },
        at: '2026-11-30 10:00:00+00',
        raw: null,
      },
    ],
    isCut: false,
  })
})

test('values become parameters of any type, and never change the statement', async () => {
  const value = (json: unknown) => sqlValue(JSON.stringify(json))
  const hostile = "'; DROP TABLE orders; --"
  const { outputs } = await query(
    `SELECT ${value(hostile)}::text AS a, ${value(41)}::int + 1 AS b, ${value('true')}::boolean AS c,
      ${value({ k: [1] })}::jsonb AS d, ${value(null)}::text AS e, id = ${value('9007199254740993')} AS f,
      customer = ANY (${value(['Ada', 'Eve'])}::text[]) AS g FROM orders`,
  )
  expect(outputs?.rows).toEqual([{ a: hostile, b: 42, c: true, d: { k: [1] }, e: null, f: true, g: true }])
  expect(await admin`SELECT count(*)::int AS n FROM orders`).toMatchObject([{ n: 1 }])
})

test.each([
  ['DELETE FROM orders', 'must start with SELECT'],
  ['WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone', 'only reads'],
  ["SELECT nextval('s')", 'does not exist'],
  ['SELECT 1; DROP TABLE orders', 'one statement'],
  ["COPY (SELECT 1) TO PROGRAM 'touch /tmp/patchbay-canary'", 'must start with SELECT'],
  ['EXPLAIN ANALYZE DELETE FROM orders', 'only reads'],
  ["SELECT set_config('transaction_read_only', 'off', false)", 'transaction read-write mode'],
  [`SELECT '${sqlValue('"x"')}'`, 'remove the quotes'],
])('a query cannot write: %s', async (statement, message) => {
  const { error } = await query(statement)
  expect(error?.message).toContain(message)
  expect(await admin`SELECT count(*)::int AS n FROM orders`).toMatchObject([{ n: 1 }])
})

test('stops at the limits of rows and size, however many rows there are', async () => {
  const many = await query('SELECT generate_series(1, 10000000) AS i', { maxRows: 3 })
  expect(many.outputs).toEqual({ rows: [{ i: 1 }, { i: 2 }, { i: 3 }], isCut: true })
  const wide = await query("SELECT i, repeat('x', 100000) AS text FROM generate_series(1, 1000) AS i")
  expect(wide.outputs?.isCut).toBe(true)
  expect(JSON.stringify(wide.outputs).length).toBeLessThan(2_200_000)
})

// In the SELECT list, the rows are not written to a temporary file first.
const MANY = '(SELECT generate_series(1, 10000000))'
const SOME = '(SELECT generate_series(1, 10000))'

test('reads 1,000 of 10 million rows by default', async () => {
  const { outputs } = await query('SELECT generate_series(1, 10000000) AS i')
  expect(outputs?.rows).toHaveLength(1_000)
  expect(outputs?.isCut).toBe(true)
})

test('stopping the run cancels a statement over 10 million rows on the server', async () => {
  const stop = new AbortController()
  const statement = `SELECT count(*) AS halted FROM ${MANY} AS a, ${SOME} AS b`
  const pending = call('query', { statement, timeoutSeconds: 60 }, { signal: stop.signal })
  const running = () =>
    admin`SELECT 1 FROM pg_stat_activity WHERE query LIKE '%halted%' AND state = 'active' AND pid <> pg_backend_pid()`
  await expect.poll(async () => (await running()).length, { timeout: 20_000 }).toBe(1)
  stop.abort(new Error('stopped by a person'))
  await expect(pending).rejects.toThrow('stopped by a person')
  await expect.poll(async () => (await running()).length, { timeout: 20_000 }).toBe(0)
})

test('a statement over 10 million rows ends at the time limit', async () => {
  const statement = `SELECT count(*) FROM ${MANY} AS a, ${SOME} AS b`
  const { error } = await query(statement, { timeoutSeconds: 1 })
  expect(error?.code).toBe('TIMEOUT')
})

test('the trigger starts for each new row, in pages and without losing digits', async () => {
  await admin`CREATE TABLE "new Rows" ("growing Id" bigint PRIMARY KEY, name text)`
  const poll = async (cursor: Json | undefined) => {
    const action = {
      plugin: 'postgres',
      definition: rowAdded.type === 'poll' ? rowAdded.poll : raiseInternal('polled'),
    }
    const input = { table: 'new Rows', column: 'growing Id', ...(cursor === undefined ? {} : { cursor }) }
    return (await call(action, input)).outputs
  }
  const first = await poll(undefined)
  expect(first).toEqual({ events: [], cursor: { last: null } })
  await admin`INSERT INTO "new Rows" SELECT 9007199254740993 + i, 'row ' || i FROM generate_series(0, 149) AS i`
  const second = await poll(first?.cursor)
  expect(second?.events).toHaveLength(100)
  expect(second?.events).toMatchObject({
    0: { id: 'new Rows:growing Id:9007199254740993', data: { 'growing Id': '9007199254740993', name: 'row 0' } },
  })
  const third = await poll(second?.cursor)
  expect(third?.events).toHaveLength(50)
  expect(await poll(third?.cursor)).toEqual({ events: [], cursor: { last: '9007199254741142' } })
  expect(await poll(undefined)).toEqual({ events: [], cursor: { last: '9007199254741142' } })
})

test('the trigger reads rows of more than 2 MB in several polls, and reports a row that is too large', async () => {
  await admin`CREATE TABLE wide (id int PRIMARY KEY, text text)`
  await admin`INSERT INTO wide SELECT i, repeat('x', CASE i WHEN 4 THEN 3000000 ELSE 900000 END) FROM generate_series(1, 4) AS i`
  const action = {
    plugin: 'postgres',
    definition: rowAdded.type === 'poll' ? rowAdded.poll : raiseInternal('polled'),
  }
  const poll = (last: string | null) => call(action, { table: 'wide', column: 'id', cursor: { last } })
  const first = await poll(null)
  expect(first.outputs).toMatchObject({ events: [{ id: 'wide:id:1' }, { id: 'wide:id:2' }], cursor: { last: '2' } })
  const second = await poll('2')
  expect(second.outputs).toMatchObject({ events: [{ id: 'wide:id:3' }], cursor: { last: '3' } })
  expect((await poll('3')).error?.code).toBe('TOO_LARGE')
})

test('cancels a slow statement on the server, including when the run is stopped', async () => {
  const { error } = await query('SELECT pg_sleep(30)', { timeoutSeconds: 1 })
  expect(error?.code).toBe('TIMEOUT')
  const stop = new AbortController()
  const pending = call('query', { statement: "SELECT pg_sleep(40), 'stopped'" }, { signal: stop.signal })
  const running = () =>
    admin`SELECT 1 FROM pg_stat_activity WHERE query LIKE '%stopped%' AND state = 'active' AND pid <> pg_backend_pid()`
  await expect.poll(async () => (await running()).length).toBe(1)
  stop.abort(new Error('stopped by a person'))
  await expect(pending).rejects.toThrow('stopped by a person')
  await expect.poll(async () => (await running()).length).toBe(0)
})

test('changes data with a statement of the author, and inserts and updates rows with checked names', async () => {
  const executed = await call('execute', {
    statement: `INSERT INTO orders (id, customer) VALUES (${sqlValue('2')}, ${sqlValue('"Bob"')}) RETURNING customer`,
  })
  expect(executed.outputs).toEqual({ rows: [{ customer: 'Bob' }], affected: 1 })
  const inserted = await call('insert-row', {
    table: 'orders',
    values: { id: 3, customer: 'Eve', details: { y: [1] } },
  })
  expect(inserted.outputs).toEqual({ affected: 1 })
  const updated = await call('update-rows', { table: 'public.orders', match: { id: 3 }, values: { customer: 'Ann' } })
  expect(updated.outputs).toEqual({ affected: 1 })
  expect(await admin`SELECT customer, details FROM orders WHERE id = 3`).toEqual([
    { customer: 'Ann', details: { y: [1] } },
  ])
  await admin`DELETE FROM orders WHERE id < 10`
})

test('names from a model are looked up, so that they cannot become part of a statement', async () => {
  const { error } = await call('insert-row', {
    table: 'orders',
    values: { 'id") VALUES (1); DROP TABLE orders; --': 1 },
  })
  expect(error?.message).toContain('has no column')
  const missing = await call('insert-row', { table: 'orders"; --', values: { id: 1 } })
  expect(missing.error?.message).toContain('does not exist')
  const odd = await call('insert-row', { table: 'od"d', values: { 'colu"mn': 'quoted' } })
  expect(odd.outputs).toEqual({ affected: 1 })
  const all = await call('update-rows', { table: 'orders', match: {}, values: { customer: 'x' } })
  expect(all.error?.code).toBe('INVALID_INPUT')
})

test('lists tables with their columns', async () => {
  const { outputs } = await call('list-tables', { table: 'orders' })
  expect(outputs).toMatchObject({
    count: 1,
    tables: [
      {
        schema: 'public',
        name: 'orders',
        columns: [{ name: 'id', type: 'bigint', nullable: false }, {}, {}, {}, {}, {}, {}, {}],
      },
    ],
  })
})

test('a write whose outcome is unknown is reported, not repeated', async () => {
  const steps: string[] = []
  const journal = {
    beforeSend: async ({ method }: { method: string }) => void steps.push(method),
    settled: async () => void steps.push('settled'),
  }
  const shared = { allow: `127.0.0.1:${port}`, password: 'unused', journal }
  const fields = { host: '127.0.0.1', port, database: 'postgres', user: 'patchbay' }
  const lost = await callLogin({
    ...shared,
    fields,
    action: 'postgres/execute',
    input: { statement: 'SELECT pg_terminate_backend(pg_backend_pid())' },
  })
  expect(lost.error).toMatchObject({ code: 'TOOL_FAILED', isFinal: true })
  expect(lost.error?.message).toContain('may have received this request')
  const failed = await callLogin({
    ...shared,
    fields,
    action: 'postgres/execute',
    input: { statement: 'DROP TABLE no_such' },
  })
  expect(failed.error?.message).toContain('does not exist')
  expect(steps).toEqual(['SQL', 'SQL', 'settled'])
})

test('connects only to hosts that the egress rules allow, and names the setting for others', async () => {
  const { error } = await call('query', { statement: 'SELECT 1' }, { allow: '127.0.0.1:1' })
  expect(error?.code).toBe('EGRESS_BLOCKED')
  const fields = { host: 'db.example.com', port: '5432', database: 'x', user: 'x' }
  const named = await callLogin({
    action: 'postgres/query',
    input: { statement: 'SELECT 1' },
    allow: '',
    password: 'x',
    fields,
  })
  expect(named.error?.message).toContain('db.example.com:5432')
})

test('explains a missing database and a wrong login', async () => {
  const { error } = await call('query', { statement: 'SELECT 1' }, { database: 'nowhere' })
  expect(error?.message).toContain('database "nowhere" does not exist')
})
