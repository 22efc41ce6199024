import { createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, test as everywhere, expect, onTestFinished } from 'vitest'
import { z } from 'zod'
import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { hasRedis } from '@/scripts/test/find-servers.mjs'
import { startRedis } from '@/scripts/test/servers.mjs'
import { callLogin } from '../testing/login-wire'
import itemAdded from './triggers/item-added'

let server: NonNullable<Awaited<ReturnType<typeof startRedis>>>

const test = everywhere.skipIf(!hasRedis())

beforeAll(async () => {
  if (hasRedis()) server = (await startRedis()) ?? raiseInternal('Redis is not installed.')
})
afterAll(() => server?.stop())

interface Overrides {
  password?: string
  user?: string
  database?: string
  allow?: string
  port?: number
  signal?: AbortSignal
}

function call(action: Parameters<typeof callLogin>[0]['action'], input: JsonObject, overrides: Overrides = {}) {
  const { password = 'secret-password', user = '', database = '', port = server.port, signal } = overrides
  return callLogin({
    action: typeof action === 'string' ? `redis/${action}` : action,
    input,
    allow: overrides.allow ?? `127.0.0.1:${port}`,
    password,
    fields: { host: '127.0.0.1', port: String(port), user, database },
    ...(signal ? { signal } : {}),
  })
}

test('reads every type of value', async () => {
  for (const command of [
    ['SET', 'text', 'Grüße'],
    ['RPUSH', 'list', 'a', 'b', 'c'],
    ['SADD', 'set', 'y', 'x'],
    ['ZADD', 'sorted', '1', 'low', '2.5', 'high'],
    ['HSET', 'hash', 'name', 'Ada', '__proto__', 'x'],
    ['XADD', 'stream', '*', 'a', '1'],
  ])
    server.execute(...command)
  const value = async (key: string, limit?: number) =>
    (await call('get-value', { key, ...(limit ? { limit } : {}) })).outputs
  expect(await value('text')).toEqual({ value: 'Grüße', type: 'string', found: true, isCut: false })
  expect(await value('list', 2)).toEqual({ value: ['a', 'b'], type: 'list', found: true, isCut: true })
  expect(await value('set')).toMatchObject({ value: ['x', 'y'] })
  expect(await value('sorted')).toMatchObject({
    value: [
      { member: 'low', score: '1' },
      { member: 'high', score: '2.5' },
    ],
  })
  // Names that would change a prototype are dropped, as in all JSON.
  expect(await value('hash')).toMatchObject({ value: { name: 'Ada' } })
  expect(await value('stream')).toEqual({ value: null, type: 'stream', found: true, isCut: false })
  expect(await value('missing')).toEqual({ value: null, type: 'none', found: false, isCut: false })
})

test('sets, expires and deletes values', async () => {
  expect((await call('set-value', { key: 'k', value: '1', condition: 'present' })).outputs).toEqual({ isStored: false })
  expect((await call('set-value', { key: 'k', value: '1', expireSeconds: 600 })).outputs).toEqual({ isStored: true })
  expect((await call('set-value', { key: 'k', value: '2', condition: 'absent' })).outputs).toEqual({ isStored: false })
  expect(server.execute('GET', 'k')).toBe('1')
  expect(Number(server.execute('TTL', 'k'))).toBeGreaterThan(500)
  expect((await call('delete-keys', { keys: ['k', 'never'] })).outputs).toEqual({ deleted: 1 })
  expect(server.execute('EXISTS', 'k')).toBe('0')
})

test('lists keys by pattern, and adds to lists', async () => {
  for (const key of ['found:1', 'found:2', 'found:3', 'other']) server.execute('SET', key, 'x')
  const all = await call('list-keys', { pattern: 'found:*' })
  expect(all.outputs?.keys?.toString().split(',').toSorted()).toEqual(['found:1', 'found:2', 'found:3'])
  expect(all.outputs?.isCut).toBe(false)
  const some = await call('list-keys', { pattern: 'found:*', limit: 2 })
  expect(some.outputs?.keys).toHaveLength(2)
  expect(some.outputs?.isCut).toBe(true)
  expect((await call('add-to-list', { list: 'queue', item: 'b' })).outputs).toEqual({ length: 1 })
  expect((await call('add-to-list', { list: 'queue', item: 'a', end: 'left' })).outputs).toEqual({ length: 2 })
  expect(server.execute('LRANGE', 'queue', '0', '-1')).toBe('a\nb')
})

test('lists all keys over one connection', async () => {
  server.execute('EVAL', "for i = 1, 3500 do redis.call('SET', 'many:' .. i, 'x') end", '0')
  const connections = () =>
    Number(/total_connections_received:(\d+)/.exec(server.execute('INFO', 'stats'))?.[1] ?? Number.NaN)
  const before = connections()
  const { outputs } = await call('list-keys', { pattern: 'many:*', limit: 10_000 })
  expect([new Set(z.array(z.string()).parse(outputs?.keys)).size, outputs?.isCut]).toEqual([3_500, false])
  // One for the action, and one for the second reading.
  expect(connections() - before).toBe(2)
})

test('publishes to subscribers', async () => {
  const { outputs } = await call('publish-message', { channel: 'news', message: 'hello' })
  expect(outputs).toEqual({ receivers: 0 })
})

test('keeps the digits of large numbers', async () => {
  server.execute('SET', 'big', '9007199254740993')
  const { outputs } = await call('write-command', { command: 'INCR', arguments: ['big'] })
  expect(outputs).toEqual({ reply: '9007199254740994' })
})

test.each([
  'x\r\nSET injected 1\r\n',
  '*3\r\n$3\r\nSET\r\n$8\r\ninjected\r\n$1\r\n1\r\n',
  "'; SET injected 1",
  '$0\u0000',
])('a key or value never becomes a command: %j', async (hostile) => {
  await call('set-value', { key: hostile, value: hostile })
  const { outputs } = await call('get-value', { key: hostile })
  expect(outputs?.value).toBe(hostile)
  const read = await call('read-command', { command: 'GET', arguments: [hostile] })
  expect(read.outputs).toEqual({ reply: hostile })
  expect(server.execute('EXISTS', 'injected')).toBe('0')
})

test.each(['SET', 'del', 'EXPIRE', 'PUBLISH', 'GETDEL', 'EVAL', 'KEYS', 'CONFIG', 'SORT'])(
  'a reading action does not send %s',
  async (command) => {
    server.execute('SET', 'kept', '1')
    const { error } = await call('read-command', { command, arguments: ['kept', '2'] })
    expect([error?.code, error?.key]).toEqual(['INVALID_INPUT', 'plugins.redisNotReading'])
    expect([server.execute('GET', 'kept'), server.execute('TTL', 'kept')]).toEqual(['1', '-1'])
  },
)

test.each(['EVAL', 'FUNCTION', 'SCRIPT', 'CONFIG', 'FLUSHALL', 'SHUTDOWN', 'BLPOP', 'SUBSCRIBE', 'MIGRATE', 'AUTH'])(
  'no action sends %s',
  async (command) => {
    const { error } = await call('write-command', { command, arguments: ['x'] })
    expect([error?.code, error?.key]).toEqual(['INVALID_INPUT', 'plugins.redisUnknown'])
  },
)

test.each<[string, 'read' | 'write', string[]]>([
  ['SRANDMEMBER', 'read', ['key', '-1000000000']],
  ['hrandfield', 'read', ['key', '-1000000000', 'WITHVALUES']],
  ['ZRANDMEMBER', 'read', ['key', '-1e9']],
  ['SCAN', 'read', ['0', 'count', '1000000000']],
  ['SETRANGE', 'write', ['key', '536870000', 'x']],
  ['SETBIT', 'write', ['key', '4294967295', '1']],
  ['LPOP', 'write', ['key', '100000']],
  ['SPOP', 'write', ['key', '100000']],
])('rejects a number that would exhaust the server: %s', async (command, type, values) => {
  const { error } = await call(`${type}-command`, { command, arguments: values })
  expect([error?.code, error?.key]).toEqual(['INVALID_INPUT', 'plugins.redisLimit'])
})

test.each<[string, string[], string]>([
  ['GETDEL', ['large-text'], 'STRLEN'],
  ['GETSET', ['large-text', 'x'], 'STRLEN'],
  ['LPOP', ['large-list', '3'], 'LLEN'],
  ['RPOP', ['large-list', '3'], 'LLEN'],
  ['ZPOPMIN', ['large-scores', '3'], 'ZCARD'],
  ['ZPOPMAX', ['large-scores', '3'], 'ZCARD'],
])('removes no value that is too large to return: %s', async (command, values, size) => {
  const [key = ''] = values
  server.execute(
    'EVAL',
    `redis.call('SET', 'large-text', string.rep('x', 3000000))
    redis.call('DEL', 'large-list', 'large-scores')
    for i = 1, 3 do
      redis.call('RPUSH', 'large-list', i .. string.rep('x', 1000000))
      redis.call('ZADD', 'large-scores', i, i .. string.rep('x', 1000000))
    end`,
    '0',
  )
  const { error } = await call('write-command', { command, arguments: values })
  expect([error?.code, error?.isFinal]).toEqual(['TOO_LARGE', false])
  expect(server.execute(size, key)).toBe(key === 'large-text' ? '3000000' : '3')
  if (key === 'large-text') return
  const one = await call('write-command', { command, arguments: [key] })
  expect(JSON.stringify(one.outputs?.reply).length).toBeGreaterThan(1_000_000)
  expect(server.execute(size, key)).toBe('2')
})

test('reports why the server rejects a write without permission', async () => {
  const { error } = await call('set-value', { key: 'a', value: 'b' }, { user: 'reader' })
  expect([error?.code, error?.message.includes('NOPERM')]).toEqual(['TOOL_FAILED', true])
  const { outputs } = await call('get-value', { key: 'a' }, { user: 'reader' })
  expect(outputs?.found).toBe(false)
})

test('uses the database of the connection', async () => {
  await call('set-value', { key: 'where', value: 'three' }, { database: '3' })
  expect(server.execute('GET', 'where')).toBe('')
  expect(server.execute('-n', '3', 'GET', 'where')).toBe('three')
})

test('requests a new login when the password is wrong or missing', async () => {
  for (const password of ['wrong', '']) {
    const { error } = await call('get-value', { key: 'a' }, { password })
    expect(error).toMatchObject({ code: 'RECONNECT_REQUIRED', details: { plugin: 'redis' } })
  }
})

test('stops at 2 MB', async () => {
  server.execute('EVAL', "redis.call('SET', 'large', string.rep('x', 3000000))", '0')
  const { outputs } = await call('get-value', { key: 'large' })
  expect([String(outputs?.value).length, outputs?.isCut]).toEqual([1_000_000, true])
  const { error } = await call('read-command', { command: 'GET', arguments: ['large'] })
  expect(error?.code).toBe('TOO_LARGE')
})

test('is blocked before the first byte without an entry in EGRESS_ALLOW', async () => {
  const { error } = await call('get-value', { key: 'a' }, { allow: '' })
  expect(error?.code).toBe('EGRESS_BLOCKED')
})

/** A server that answers the first bytes with `reply` and then nothing. */
async function silent(reply: string) {
  const sockets: Socket[] = []
  const fake = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    if (reply !== '') socket.once('data', () => socket.end(reply))
    socket.resume()
  })
  await new Promise<void>((done) => fake.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    fake.close()
  })
  const address = fake.address()
  return { port: typeof address === 'object' && address ? address.port : 0, sockets }
}

everywhere('closes the connection when the run is stopped', async () => {
  const { port, sockets } = await silent('')
  const stop = new AbortController()
  const pending = call('get-value', { key: 'a' }, { port, signal: stop.signal })
  await expect.poll(() => sockets.length).toBe(1)
  stop.abort(new Error('stopped by a person'))
  await expect(pending).rejects.toThrow('stopped by a person')
  await expect.poll(() => sockets[0]?.closed).toBe(true)
})

everywhere(
  'reports a server that speaks another protocol, and never repeats a write with unknown outcome',
  async () => {
    const web = await silent('HTTP/1.1 400 Bad Request\r\n\r\n')
    const read = await call('get-value', { key: 'a' }, { port: web.port, password: '' })
    expect(read.error?.code).toBe('EGRESS_FAILED')
    const write = await call('set-value', { key: 'a', value: 'b' }, { port: web.port, password: '' })
    expect([write.error?.key, write.error?.isFinal]).toEqual(['plugins.outcomeUnknown', true])
    expect(web.sockets).toHaveLength(2)
  },
)

async function poll(cursor: unknown) {
  const action = { plugin: 'redis', definition: itemAdded.type === 'poll' ? itemAdded.poll : raiseInternal('polled') }
  const input = { list: 'polled', ...(cursor === null ? {} : { cursor: cursor as JsonObject }) }
  const { outputs, error } = await call(action, input)
  if (error) throw error
  const events = outputs?.events as { id: string; data: { item: string } }[]
  return { ids: events.map(({ id }) => id), items: events.map(({ data }) => data.item), cursor: outputs?.cursor }
}

test('the trigger reads each item once, also when the start of the list is removed', async () => {
  server.execute('RPUSH', 'polled', 'old', 'old')
  const first = await poll(null)
  expect(first.items).toEqual([])
  server.execute('RPUSH', 'polled', 'a', 'b')
  const second = await poll(first.cursor)
  expect(second.items).toEqual(['a', 'b'])
  expect((await poll(first.cursor)).ids).toEqual(second.ids)
  server.execute('RPUSH', 'polled', 'c')
  server.execute('LTRIM', 'polled', '3', '-1')
  const third = await poll(second.cursor)
  expect(third.items).toEqual(['c'])
  expect((await poll(third.cursor)).items).toEqual([])
  server.execute('DEL', 'polled')
  const emptied = await poll(third.cursor)
  expect(emptied.items).toEqual([])
  server.execute('RPUSH', 'polled', 'd', 'e')
  const fourth = await poll(emptied.cursor)
  expect(fourth.items).toEqual(['d', 'e'])
  expect(new Set([...second.ids, ...third.ids, ...fourth.ids]).size).toBe(5)
})

test('the trigger reads at most 100 items at a time, from an empty list on', async () => {
  const start = await poll(null)
  server.execute('DEL', 'polled')
  const empty = await poll((await poll(start.cursor)).cursor)
  server.execute('RPUSH', 'polled', ...Array.from({ length: 250 }, (_, index) => `item ${index}`))
  const read: string[] = []
  let { cursor } = empty
  for (let round = 0; round < 4; round += 1) {
    const next = await poll(cursor)
    read.push(...next.items)
    cursor = next.cursor
  }
  expect(read).toEqual(Array.from({ length: 250 }, (_, index) => `item ${index}`))
})

test('the trigger distinguishes items that start the same', async () => {
  const item = (end: string) => `${'x'.repeat(300)}${end}`
  server.execute('DEL', 'polled')
  server.execute('RPUSH', 'polled', item('a'))
  const { cursor } = await poll(null)
  server.execute('RPUSH', 'polled', item('b'), item('c'))
  server.execute('LTRIM', 'polled', '1', '-1')
  expect((await poll(cursor)).items).toEqual([item('b'), item('c')])
})

const fill = (from: number, to: number, bytes: number) =>
  server.execute(
    'EVAL',
    "for i = ARGV[1], ARGV[2] do redis.call('RPUSH', 'polled', i .. ':' .. string.rep('x', ARGV[3])) end",
    ...['0', String(from), String(to), String(bytes)],
  )

test('the trigger reads lists whose items are more than 2 MB together', async () => {
  server.execute('DEL', 'polled')
  fill(1, 1_000, 10_000)
  let { cursor } = await poll(null)
  fill(1_001, 1_010, 500_000)
  // The search reads the new items in small pages.
  server.execute('LTRIM', 'polled', '900', '-1')
  const read: number[] = []
  for (let round = 0; round < 10 && read.length < 10; round += 1) {
    const next = await poll(cursor)
    read.push(...next.items.map((item) => Number.parseInt(item, 10)))
    cursor = next.cursor
  }
  expect(read).toEqual(Array.from({ length: 10 }, (_, index) => 1_001 + index))
  fill(1_011, 1_011, 3_000_000)
  await expect(poll(cursor)).rejects.toMatchObject({ code: 'TOO_LARGE' })
})
