import { createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createEgress } from './create-egress'
import { failureOf } from './test-server'

interface Rules {
  allow?: string
  only?: string[] | null
  workspace?: string[] | null
  addresses?: string[]
  proxy?: string | null
  /** Addresses by the number of the look-up; instead of `addresses`. */
  rebinding?: readonly string[]
}

/** A server that counts connections, and a way to it under these rules. */
async function listen({
  allow = '',
  only = null,
  workspace = null,
  addresses = ['127.0.0.1'],
  proxy = null,
  rebinding = [],
}: Rules = {}) {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.write('hello')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  let lookups = 0
  const addressesOf = () => {
    const address = rebinding[lookups]
    lookups += 1
    return address === undefined ? addresses : [address]
  }
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const egress = createEgress({
    allow: allow.replaceAll('PORT', String(port)),
    only,
    proxy,
    resolve: async () => addressesOf().map((item) => ({ address: item, family: item.includes(':') ? 6 : 4 })),
  })
  onTestFinished(async () => {
    await egress.close()
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const connect = (host: string, overrides: { maxBytes?: number; signal?: AbortSignal; port?: number } = {}) =>
    egress
      .within(workspace)
      .connect({ host, port, maxBytes: 1_000_000, signal: new AbortController().signal, ...overrides })
  return { connect, sockets, port, lookups: () => lookups }
}

test('connects to an address that the operator allowed, and suggests allowing a blocked one', async () => {
  const { connect } = await listen({ allow: 'db.internal:PORT' })
  const { socket, isPublic } = await connect('db.internal')
  onTestFinished(() => void socket.destroy())
  const [bytes] = await new Promise<Buffer[]>((done) => socket.once('data', (chunk: Buffer) => done([chunk])))
  expect([isPublic, String(bytes)]).toEqual([false, 'hello'])
})

test.each<[string, Rules, string]>([
  ['a private address without a rule', {}, 'db.internal'],
  ['a name that resolves to a private address, too', { addresses: ['93.184.216.34', '127.0.0.1'] }, 'db.example.com'],
  ['a literal private address', {}, '127.0.0.1'],
  [
    'a metadata address, whatever the rules',
    { allow: 'db.internal:PORT', addresses: ['169.254.169.254'] },
    'db.internal',
  ],
  ['a rule for another scheme', { allow: 'http://db.internal:PORT' }, 'db.internal'],
  ['public:PORT for a private address', { allow: 'public:PORT' }, 'db.internal'],
  ['a host that only ends alike', { allow: '*.rds.amazonaws.com:PORT' }, 'evilrds.amazonaws.com'],
  ['private mode of the operator', { allow: 'db.internal:PORT', only: ['other.example.com'] }, 'db.internal'],
  ['private mode of the workspace', { allow: 'db.internal:PORT', workspace: ['other.example.com'] }, 'db.internal'],
])('blocks before the first byte: %s', async (_, rules, host) => {
  const { connect, sockets } = await listen(rules)
  const failure = await failureOf(connect(host))
  expect([failure.code, sockets.length]).toEqual(['EGRESS_BLOCKED', 0])
})

test('resolves a name once per connection, so that it cannot change between check and connection', async () => {
  const allowed = await listen({ allow: 'db.internal:PORT', rebinding: ['127.0.0.1', '169.254.169.254'] })
  const { socket } = await allowed.connect('db.internal')
  expect([socket.remoteAddress, allowed.lookups()]).toEqual(['127.0.0.1', 1])
  socket.destroy()
  // The next connection is checked again.
  const failure = await failureOf(allowed.connect('db.internal'))
  expect([failure.code, allowed.lookups(), allowed.sockets.length]).toEqual(['EGRESS_BLOCKED', 2, 1])
})

test('a wildcard matches every host below its domain', async () => {
  const { connect } = await listen({ allow: '*.rds.amazonaws.com:PORT' })
  const { socket } = await connect('orders.eu.rds.amazonaws.com')
  socket.destroy()
})

test('blocks database and mail ports until the operator allows them, and explains how', async () => {
  const { connect } = await listen({ addresses: ['93.184.216.34'] })
  const failure = await failureOf(connect('db.example.com', { port: 5432 }))
  expect(failure.message).toContain('“db.example.com:5432”')
})

test('closes a connection that sends more than its limit', async () => {
  const { connect, sockets } = await listen({ allow: 'db.internal:PORT' })
  const { socket } = await connect('db.internal', { maxBytes: 1_000 })
  socket.resume()
  sockets[0]?.write('x'.repeat(100_000))
  const failure = await new Promise((done) => socket.once('error', done))
  expect(failure).toMatchObject({ code: 'TOO_LARGE' })
})

test('stops with the signal', async () => {
  const { connect } = await listen({ allow: 'db.internal:PORT' })
  await expect(connect('db.internal', { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped')
})
