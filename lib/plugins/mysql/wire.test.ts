import { afterAll, beforeAll, test as everywhere, expect } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { sqlValue } from '@/lib/core/sql/sql-value'
import { hasMariadb } from '@/scripts/test/find-servers.mjs'
import { startMariadb } from '@/scripts/test/servers.mjs'
import { callLogin } from '../testing/login-wire'
import rowAdded from './triggers/row-added'

let server: NonNullable<Awaited<ReturnType<typeof startMariadb>>>

const test = everywhere.skipIf(!hasMariadb())

beforeAll(async () => {
  server = (await startMariadb()) ?? raiseInternal('MariaDB is not installed.')
  server.execute(`
    CREATE DATABASE shop; USE shop;
    CREATE TABLE orders (id bigint PRIMARY KEY, customer varchar(200), total decimal(30, 10), at datetime, raw blob);
    INSERT INTO orders VALUES (9007199254740993, 'Ada', 12345678901234567890.0123456789, '2026-11-30 10:00:00', x'00ff');
    CREATE USER patchbay@'127.0.0.1' IDENTIFIED BY 'secret-password'; GRANT ALL ON *.* TO patchbay@'127.0.0.1';`)
})
afterAll(() => server.stop())

function call(
  action: Parameters<typeof callLogin>[0]['action'],
  input: JsonObject,
  overrides: { signal?: AbortSignal; password?: string } = {},
) {
  const { signal, password = 'secret-password' } = overrides
  return callLogin({
    action: typeof action === 'string' ? `mysql/${action}` : action,
    input,
    allow: `127.0.0.1:${server.port}`,
    password,
    fields: { host: '127.0.0.1', port: String(server.port), database: 'shop', user: 'patchbay' },
    ...(signal ? { signal } : {}),
  })
}

const query = (statement: string, overrides: JsonObject = {}) => call('query', { statement, ...overrides })
const count = () => server.execute('SELECT COUNT(*) FROM shop.orders').replace(/\D+/g, '')

test('reads rows without losing digits', async () => {
  const { outputs } = await query('SELECT * FROM orders')
  expect(outputs).toEqual({
    rows: [
      {
        id: '9007199254740993',
        customer: 'Ada',
        total: '12345678901234567890.0123456789',
        at: '2026-11-30 10:00:00',
        raw: 'AP8=',
      },
    ],
    isCut: false,
  })
})

test('values become parameters, and never change the statement', async () => {
  const value = (json: unknown) => sqlValue(JSON.stringify(json))
  const hostile = "\\'; DROP TABLE orders; --"
  const { outputs } = await query(
    `SELECT ${value(hostile)} AS a, ${value(41)} + 1 AS b, ${value(null)} AS c FROM orders WHERE id = ${value('9007199254740993')} LIMIT ${value(1)}`,
  )
  expect(outputs?.rows).toEqual([{ a: hostile, b: 42, c: null }])
  expect(count()).toBe('1')
})

test.each([
  ['DELETE FROM orders', 'must start with SELECT'],
  ['WITH a AS (SELECT 1) DELETE FROM orders', 'MySQL responded'],
  ['SELECT 1; DROP TABLE orders', 'one statement'],
  ["SELECT 'x' INTO OUTFILE '/tmp/patchbay-canary'", 'must start with SELECT'],
  ["SELECT 'x' /*!99999 */ /*!50000 INTO OUTFILE '/tmp/patchbay-canary' */", 'must start with SELECT'],
  ['EXPLAIN SELECT * FROM no_such', "doesn't exist"],
  ["LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE orders", 'must start with SELECT'],
])('a query cannot write: %s', async (statement, message) => {
  const { error } = await query(statement)
  expect(error?.message).toContain(message)
  expect(count()).toBe('1')
})

test('a statement cannot read files of Patchbay', async () => {
  const { error } = await call('execute', { statement: "LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE orders" })
  expect(error?.code).toBe('TOOL_FAILED')
})

test('a function that changes data is stopped by the read-only transaction', async () => {
  server.execute(
    'USE shop;\nDELIMITER $$\nCREATE FUNCTION drain() RETURNS int DETERMINISTIC BEGIN DELETE FROM orders; RETURN 1; END $$\n',
  )
  const { error } = await query('SELECT drain()')
  expect(error?.message).toContain('only reads')
  expect(count()).toBe('1')
})

test('stops at the limits of rows and size', async () => {
  const many = await query('SELECT seq FROM seq_1_to_10000000', { maxRows: 3 })
  expect(many.outputs).toEqual({ rows: [{ seq: '1' }, { seq: '2' }, { seq: '3' }], isCut: true })
  const wide = await query("SELECT seq, REPEAT('x', 100000) AS text FROM seq_1_to_1000")
  expect(wide.outputs?.isCut).toBe(true)
  expect(JSON.stringify(wide.outputs).length).toBeLessThan(2_200_000)
})

test('reads 1,000 of 10 million rows by default', async () => {
  const { outputs } = await query('SELECT seq FROM seq_1_to_10000000')
  expect(outputs?.rows).toHaveLength(1_000)
  expect(outputs?.isCut).toBe(true)
})

test('stopping the run cancels a statement over 10 million rows on the server', async () => {
  const stop = new AbortController()
  const statement = 'SELECT SUM(a.seq * b.seq) FROM seq_1_to_10000000 AS a, seq_1_to_10000 AS b'
  const pending = call('query', { statement, timeoutSeconds: 60 }, { signal: stop.signal })
  const running = () =>
    server
      .execute('SHOW PROCESSLIST')
      .split('\n')
      .filter((line) => line.includes('SUM(a.seq')).length
  await expect.poll(running, { timeout: 20_000 }).toBe(1)
  stop.abort(new Error('stopped by a person'))
  await expect(pending).rejects.toThrow('stopped by a person')
  await expect.poll(running, { timeout: 20_000 }).toBe(0)
})

test('cancels a slow statement on the server, including when the run is stopped', async () => {
  const { error } = await query('SELECT SLEEP(30)', { timeoutSeconds: 1 })
  expect(error?.code).toBe('TIMEOUT')
  const stop = new AbortController()
  const pending = call('query', { statement: "SELECT SLEEP(40), 'stopped'" }, { signal: stop.signal })
  const running = () =>
    server
      .execute('SHOW PROCESSLIST')
      .split('\n')
      .filter((line) => line.includes("'stopped'")).length
  await expect.poll(running).toBe(1)
  stop.abort(new Error('stopped by a person'))
  await expect(pending).rejects.toThrow('stopped by a person')
  await expect.poll(running).toBe(0)
})

test('changes data with a statement of the author, and inserts and updates rows with checked names', async () => {
  const executed = await call('execute', {
    statement: `INSERT INTO orders (id, customer) VALUES (2, ${sqlValue('"Bob"')})`,
  })
  expect(executed.outputs).toEqual({ rows: [], affected: 1 })
  const inserted = await call('insert-row', { table: 'orders', values: { id: 3, customer: 'Eve' } })
  expect(inserted.outputs).toEqual({ affected: 1 })
  const updated = await call('update-rows', { table: 'shop.orders', match: { id: 3 }, values: { customer: 'Ann' } })
  expect(updated.outputs).toEqual({ affected: 1 })
  expect(server.execute('SELECT customer FROM shop.orders WHERE id = 3')).toContain('Ann')
  server.execute('DELETE FROM shop.orders WHERE id < 10')
  const { error } = await call('insert-row', { table: 'orders', values: { 'id`) VALUES (1); --': 1 } })
  expect(error?.message).toContain('has no column')
})

test('lists tables with their columns', async () => {
  const { outputs } = await call('list-tables', {})
  expect(outputs).toMatchObject({ count: 1, tables: [{ name: 'orders', schema: 'shop' }] })
})

test('asks for a new login when the password is wrong', async () => {
  const { error } = await call('query', { statement: 'SELECT 1' }, { password: 'wrong' })
  expect(error).toMatchObject({ code: 'RECONNECT_REQUIRED', details: { plugin: 'mysql', connection: 'connection-1' } })
})

test('the trigger starts for each new row', async () => {
  server.execute('CREATE TABLE shop.added (id bigint PRIMARY KEY, name varchar(20))')
  const poll = async (cursor: Json | undefined) => {
    const action = { plugin: 'mysql', definition: rowAdded.type === 'poll' ? rowAdded.poll : raiseInternal('polled') }
    return (await call(action, { table: 'added', ...(cursor === undefined ? {} : { cursor }) })).outputs
  }
  server.execute("INSERT INTO shop.added VALUES (5, 'old')")
  const first = await poll(undefined)
  expect(first).toEqual({ events: [], cursor: { last: '5' } })
  server.execute("INSERT INTO shop.added VALUES (9, 'Ada'), (10, 'Eve')")
  const second = await poll(first?.cursor)
  expect(second).toEqual({
    events: [
      { id: 'added:id:9', data: { id: '9', name: 'Ada' } },
      { id: 'added:id:10', data: { id: '10', name: 'Eve' } },
    ],
    cursor: { last: '10' },
  })
  expect(await poll(second?.cursor)).toEqual({ events: [], cursor: { last: '10' } })
})
