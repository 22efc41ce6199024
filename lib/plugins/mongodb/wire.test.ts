import { BSON, type Document } from 'mongodb'
import { expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { cursorOf, startFakeMongo } from '../testing/fake-mongo'
import { callLogin } from '../testing/login-wire'
import documentInserted from './triggers/document-inserted'

// A fake server that speaks the documented wire protocol: Debian has no MongoDB.

interface Fake {
  reply?(command: Document): Document | null
  hello?(port: number): Document
}

async function start({ reply = () => cursorOf('shop.orders', []), hello }: Fake = {}) {
  const server = await startFakeMongo({
    user: 'patchbay',
    password: 'secret-password',
    reply,
    ...(hello ? { hello } : {}),
  })
  const call = (
    action: Parameters<typeof callLogin>[0]['action'],
    input: JsonObject,
    { password = 'secret-password', allow = `127.0.0.1:${server.port}`, signal }: Overrides = {},
  ) =>
    callLogin({
      action: typeof action === 'string' ? `mongodb/${action}` : action,
      input,
      allow,
      password,
      fields: { host: '127.0.0.1', port: String(server.port), database: 'shop', user: 'patchbay' },
      ...(signal ? { signal } : {}),
    })
  return { ...server, call }
}

interface Overrides {
  password?: string
  allow?: string
  signal?: AbortSignal
}

const ID = '6b0c8e00f1d2c3b4a5968778'

test('finds documents without losing digits, and sends typed values', async () => {
  const found = {
    _id: new BSON.ObjectId(ID),
    count: BSON.Long.fromString('9007199254740993'),
    small: 3,
    price: BSON.Decimal128.fromString('12345678901234567890.0123456789'),
    at: new Date('2026-11-30T10:00:00Z'),
    raw: new BSON.Binary(Buffer.from([0, 255])),
    nested: [{ id: new BSON.ObjectId(ID) }, null],
  }
  const { call, commands } = await start({ reply: () => cursorOf('shop.orders', [found]) })
  const { outputs } = await call('find-documents', {
    collection: 'orders',
    filter: { _id: { $oid: ID }, at: { $gt: { $date: '2026-11-01T00:00:00Z' } }, name: "'; drop" },
    sort: { at: -1 },
    projection: { name: 1 },
    limit: 5,
  })
  expect(outputs).toEqual({
    documents: [
      {
        _id: ID,
        count: '9007199254740993',
        small: 3,
        price: '12345678901234567890.0123456789',
        at: '2026-11-30T10:00:00.000Z',
        raw: 'AP8=',
        nested: [{ id: ID }, null],
      },
    ],
    isCut: false,
  })
  expect(commands[0]).toMatchObject({
    find: 'orders',
    $db: 'shop',
    filter: { _id: new BSON.ObjectId(ID), at: { $gt: new Date('2026-11-01T00:00:00Z') }, name: "'; drop" },
    sort: { at: -1 },
    projection: { name: 1 },
    limit: 6,
    maxTimeMS: 10_000,
  })
})

test('aggregates, and adds a limit to the pipeline', async () => {
  const { call, commands } = await start({ reply: () => cursorOf('shop.orders', [{ _id: 'a' }, { _id: 'b' }]) })
  const { outputs } = await call('aggregate-documents', {
    collection: 'orders',
    pipeline: [{ $group: { _id: '$city' } }],
    limit: 1,
  })
  expect(outputs).toEqual({ documents: [{ _id: 'a' }], isCut: true })
  expect(commands[0]).toMatchObject({
    aggregate: 'orders',
    pipeline: [{ $group: { _id: '$city' } }, { $limit: 2 }],
  })
})

test('inserts and updates documents', async () => {
  const { call, commands } = await start({
    reply: (command) => ('insert' in command ? { ok: 1, n: 2 } : { ok: 1, n: 1, nModified: 1 }),
  })
  const inserted = await call('insert-documents', { collection: 'orders', documents: [{ a: 1 }, { a: { $oid: ID } }] })
  expect(inserted.outputs?.inserted).toBe(2)
  expect(inserted.outputs?.ids).toHaveLength(2)
  expect(commands[0]).toMatchObject({ insert: 'orders', documents: [{ a: 1 }, { a: new BSON.ObjectId(ID) }] })
  const updated = await call('update-documents', {
    collection: 'orders',
    filter: { a: 1 },
    update: { $set: { a: 2 } },
    isMany: true,
  })
  expect(updated.outputs).toEqual({ changed: 1, ids: [] })
  expect(commands[1]).toMatchObject({
    update: 'orders',
    updates: [{ q: { a: 1 }, u: { $set: { a: 2 } }, multi: true }],
  })
})

test.each<[string, string, JsonObject]>([
  ['$where', 'find-documents', { filter: { $where: 'sleep(9000)' } }],
  ['$where', 'find-documents', { filter: { $or: [{ a: 1 }, { $and: [{ $where: 'true' }] }] } }],
  ['$function', 'find-documents', { filter: { $expr: { $function: { body: 'x', args: [], lang: 'js' } } } }],
  ['$accumulator', 'aggregate-documents', { pipeline: [{ $group: { _id: 1, a: { $accumulator: {} } } }] }],
  ['$out', 'aggregate-documents', { pipeline: [{ $match: {} }, { $out: 'orders' }] }],
  ['$merge', 'aggregate-documents', { pipeline: [{ $facet: { a: [{ $merge: 'orders' }] } }] }],
  ['$function', 'update-documents', { filter: { a: 1 }, update: { $set: { a: { $function: {} } } } }],
  ['$code', 'find-documents', { filter: { a: { $code: 'function () {}' } } }],
])('rejects %s at any depth before a connection: %s', async (operator, action, input) => {
  const { call, sockets } = await start()
  const { error } = await call(action, { collection: 'orders', ...input })
  expect([error?.code, error?.message.includes(operator)]).toEqual(['INVALID_INPUT', true])
  expect(sockets.size).toBe(0)
})

test('rejects an update without a filter', async () => {
  const { call } = await start()
  const { error } = await call('update-documents', { collection: 'orders', update: { $set: { a: 1 } } })
  expect(error?.key).toBe('plugins.mongoFilterMissing')
})

test('cuts results at 2 MB', async () => {
  const large = Array.from({ length: 40 }, (_, index) => ({ _id: index, text: 'x'.repeat(100_000) }))
  const { call } = await start({ reply: () => cursorOf('shop.orders', large) })
  const { outputs } = await call('find-documents', { collection: 'orders' })
  expect(outputs?.isCut).toBe(true)
  expect(JSON.stringify(outputs).length).toBeLessThan(2_200_000)
})

test('requests a new login when the password is wrong', async () => {
  const { call, commands } = await start()
  const { error } = await call('find-documents', { collection: 'orders' }, { password: 'wrong' })
  expect(error).toMatchObject({ code: 'RECONNECT_REQUIRED', details: { plugin: 'mongodb' } })
  expect(commands).toEqual([])
})

test('passes on the reason of the server', async () => {
  const { call } = await start({
    reply: () => ({ ok: 0, code: 13, codeName: 'Unauthorized', errmsg: 'not authorized on shop' }),
  })
  const { error } = await call('find-documents', { collection: 'orders' })
  expect([error?.code, error?.message.includes('not authorized on shop')]).toEqual(['TOOL_FAILED', true])
})

test('closes the connection when the run is stopped, and at the time limit', async () => {
  const { call, commands, sockets } = await start({ reply: () => null })
  const stop = new AbortController()
  const pending = call('find-documents', { collection: 'orders' }, { signal: stop.signal })
  await expect.poll(() => commands.length).toBe(1)
  stop.abort(new Error('stopped by a person'))
  await expect(pending).rejects.toThrow('stopped by a person')
  await expect.poll(() => sockets.size).toBe(0)
  const { error } = await call('find-documents', { collection: 'orders', timeoutSeconds: 1 })
  expect(error?.code).toBe('TIMEOUT')
})

test('never repeats a write with unknown outcome', async () => {
  const { call, commands, sockets } = await start({
    reply: () => {
      for (const socket of sockets) socket.destroy()
      return null
    },
  })
  const { error } = await call('insert-documents', { collection: 'orders', documents: [{ a: 1 }] })
  expect([error?.key, error?.isFinal]).toEqual(['plugins.outcomeUnknown', true])
  expect(commands).toHaveLength(1)
})

const writeError = (code: number, n: number) => ({
  ok: 1,
  n,
  nModified: n,
  writeErrors: [{ index: n, code, errmsg: 'E11000 duplicate key' }],
})
const UPDATE = { filter: { a: 1 }, update: { $set: { a: 2 } } }
const INSERT = { documents: [{ a: 1 }, { a: 2 }] }

test.each<[string, string, JsonObject, Document, string, boolean]>([
  ['some documents', 'insert', INSERT, writeError(11_000, 1), 'plugins.mongoPartlyInserted', true],
  ['no document', 'insert', INSERT, writeError(11_000, 0), 'plugins.failedReason', false],
  ['perhaps several', 'update', { ...UPDATE, isMany: true }, writeError(11_000, 1), 'plugins.outcomeUnknown', true],
  ['no single one', 'update', UPDATE, writeError(11_000, 0), 'plugins.failedReason', false],
  ['one until a stepdown', 'update', UPDATE, { ok: 0, code: 11_602, errmsg: 'x' }, 'plugins.outcomeUnknown', true],
  ['one at the time limit', 'update', UPDATE, { ok: 0, code: 50, errmsg: 'x' }, 'plugins.outcomeUnknown', true],
  [
    'all without confirmation',
    'insert',
    INSERT,
    { ok: 1, n: 2, writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } },
    'plugins.outcomeUnknown',
    true,
  ],
  [
    'one without confirmation',
    'update',
    UPDATE,
    { ok: 1, n: 1, nModified: 1, writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } },
    'plugins.outcomeUnknown',
    true,
  ],
])('reports a write that changed %s: %s', async (_, type, values, reply, key, isFinal) => {
  const { call, commands } = await start({ reply: () => reply })
  const { error } = await call(`${type}-documents`, { collection: 'orders', ...values })
  expect([error?.key, error?.isFinal]).toEqual([key, isFinal])
  expect(commands).toMatchObject([{ maxTimeMS: 10_000 }])
})

test.each([
  ['Authentication failed', 'RECONNECT_REQUIRED'],
  ['user is not allowed to do action [find] on [shop.orders]; authorization', 'TOOL_FAILED'],
  ['cannot use this operator', 'TOOL_FAILED'],
])('reports an error of Atlas: %s', async (errmsg, code) => {
  const { call } = await start({ reply: () => ({ ok: 0, code: 8_000, codeName: 'AtlasError', errmsg }) })
  const { error } = await call('find-documents', { collection: 'orders' })
  expect(error?.code).toBe(code)
})

const SECONDARY = { setName: 'rs0', isWritablePrimary: false, ismaster: false, secondary: true }

test('a write counts as sent only when a server accepted the connection', async () => {
  const { call, commands } = await start({
    hello: (port) => ({ ...SECONDARY, me: `127.0.0.1:${port}`, hosts: [`127.0.0.1:${port}`] }),
  })
  const { error } = await call('insert-documents', { collection: 'orders', documents: [{ a: 1 }] })
  expect([error?.code, error?.isFinal, commands.length]).toEqual(['EGRESS_FAILED', false, 0])
})

test('blocks the first server before its first byte', async () => {
  const { call, sockets } = await start()
  const { error } = await call('find-documents', { collection: 'orders' }, { allow: '' })
  expect([error?.code, sockets.size]).toEqual(['EGRESS_BLOCKED', 0])
})

test('blocks a discovered member of the replica set on 127.0.0.1 before its first byte', async () => {
  const member = await start()
  const { call } = await start({
    hello: (port) => ({
      setName: 'rs0',
      isWritablePrimary: false,
      ismaster: false,
      secondary: true,
      me: `127.0.0.1:${port}`,
      hosts: [`127.0.0.1:${port}`, `127.0.0.1:${member.port}`],
      primary: `127.0.0.1:${member.port}`,
    }),
  })
  const { error } = await call('insert-documents', { collection: 'orders', documents: [{ a: 1 }] })
  expect([error?.code, member.sockets.size, member.commands.length]).toEqual(['EGRESS_BLOCKED', 0, 0])
})

function polled() {
  if (documentInserted.type !== 'poll') throw raiseInternal('polled')
  return { plugin: 'mongodb', definition: documentInserted.poll }
}

test('the trigger starts for documents since the last known time', async () => {
  const { call, commands } = await start({
    reply: () => cursorOf('shop.orders', [{ _id: new BSON.ObjectId(ID), customer: 'Ada' }]),
  })
  const poll = polled()
  const first = await call(poll, { collection: 'orders' })
  expect(first.outputs).toMatchObject({ events: [] })
  const second = await call(poll, { collection: 'orders', cursor: { since: '2026-11-29T20:40:00.000Z' } })
  expect(second.outputs).toMatchObject({ events: [{ id: ID, data: { _id: ID, customer: 'Ada' } }] })
  expect(commands).toMatchObject([
    { filter: { _id: { $gte: new BSON.ObjectId('6b0c8da00000000000000000') } }, limit: 101 },
  ])
})

/** A collection that answers a find like MongoDB, in the order of the ids. */
const collectionOf =
  (documents: readonly Document[]) =>
  ({ filter, limit }: Document) => {
    const { $gte, $gt } = filter._id
    const isAfter = ({ _id }: Document) => ($gt ? String(_id) > String($gt) : String(_id) >= String($gte))
    return cursorOf('shop.orders', documents.filter(isAfter).slice(0, limit))
  }

const idOf = (index: number) => `6b0c8e00${index.toString(16).padStart(16, '0')}`

test.each([
  ['250 documents of one second', 250, 10],
  ['documents of more than 2 MB together', 30, 200_000],
])('the trigger reads each document once: %s', async (_, count, size) => {
  const documents = Array.from({ length: count }, (_, index) => ({
    _id: new BSON.ObjectId(idOf(index)),
    text: 'x'.repeat(size),
  }))
  const { call } = await start({ reply: collectionOf(documents) })
  const read: string[] = []
  let cursor: JsonObject = { since: '2026-11-29T20:40:00.000Z' }
  for (let round = 0; round < 4; round += 1) {
    const { outputs } = await call(polled(), { collection: 'orders', cursor })
    read.push(...((outputs?.events ?? []) as { id: string }[]).map(({ id }) => id))
    cursor = outputs?.cursor as JsonObject
    if (!('lastId' in cursor)) break
  }
  expect(read).toEqual(documents.map((_, index) => idOf(index)))
  expect(cursor).toEqual({ since: '2026-11-29T23:55:00.000Z' })
})

test('the trigger reports a document over 2 MB instead of skipping it', async () => {
  const documents = [{ _id: new BSON.ObjectId(ID), text: 'x'.repeat(3_000_000) }]
  const { call } = await start({ reply: collectionOf(documents) })
  const { error } = await call(polled(), { collection: 'orders', cursor: { since: '2026-11-29T20:40:00.000Z' } })
  expect(error?.code).toBe('TOO_LARGE')
})
