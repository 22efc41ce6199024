import { connect, createServer, type Socket } from 'node:net'
import { SocksClient } from 'socks'
import { expect, onTestFinished, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import { createEgress } from '../create-egress'
import type { OpenTcp } from '../open-tcp'
import { listenSocks, type SocksListener } from './listen-socks'

interface Rules {
  allow?: string
  workspace?: string[] | null
  isEncrypted?: boolean
  open?: OpenTcp
}

/** A server that greets, and a SOCKS listener in front of it. */
async function start({ allow = 'db.internal:PORT', workspace = null, isEncrypted = false, open }: Rules = {}) {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.write('hello')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const egress = createEgress({
    allow: allow.replaceAll('PORT', String(port)),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  })
  const listener = await listenSocks({
    open: open ?? egress.within(workspace).connect,
    maxBytes: 1_000_000,
    signal: new AbortController().signal,
    isEncrypted,
  })
  onTestFinished(async () => {
    listener.close()
    for (const socket of sockets) socket.destroy()
    server.close()
    await egress.close()
  })
  return { listener, sockets, port }
}

async function request(listener: SocksListener, host: string, port: number, password = listener.password) {
  const { socket } = await SocksClient.createConnection({
    proxy: { host: '127.0.0.1', port: listener.port, type: 5, userId: listener.user, password },
    command: 'connect',
    destination: { host, port },
  })
  return socket
}

test('connects to a checked server and passes bytes in both directions', async () => {
  const { listener, sockets, port } = await start()
  const socket = await request(listener, 'db.internal', port)
  const greeting = new Promise((done) => socket.once('data', (bytes: Buffer) => done(String(bytes))))
  socket.resume()
  expect(await greeting).toBe('hello')
  const received = new Promise((done) => sockets[0]?.once('data', (bytes: Buffer) => done(String(bytes))))
  socket.write('question')
  expect(await received).toBe('question')
  listener.close()
  await expect.poll(() => socket.destroyed).toBe(true)
})

test.each<[string, Rules, string]>([
  ['a member on 127.0.0.1', {}, '127.0.0.1'],
  ['a member on ::1', {}, '::1'],
  ['a name that leads to a private address', {}, 'other.internal'],
  ['private mode of the workspace', { workspace: ['other.example.com'] }, 'db.internal'],
])('blocks before the first byte: %s', async (_, rules, host) => {
  const { listener, sockets, port } = await start(rules)
  await expect(request(listener, host, port)).rejects.toThrow('NotAllowed')
  await expect.poll(() => listener.failure?.code).toBe('EGRESS_BLOCKED')
  expect(sockets).toHaveLength(0)
})

test('rejects other credentials, and clients without credentials', async () => {
  const { listener, sockets, port } = await start()
  await expect(request(listener, 'db.internal', port, 'wrong')).rejects.toThrow('Authentication failed')
  const socket = connect(listener.port, '127.0.0.1', () => socket.write(Buffer.from([5, 1, 0])))
  onTestFinished(() => void socket.destroy())
  const reply = await new Promise<Buffer>((done) => socket.once('data', done))
  expect([...reply]).toEqual([5, 255])
  expect(sockets).toHaveLength(0)
})

test('rejects a public server without TLS', async () => {
  const { port } = await start()
  const open: OpenTcp = async () => ({ socket: connect(port, '127.0.0.1'), isPublic: true })
  const plain = await start({ open })
  await expect(request(plain.listener, 'db.example.com', 27_017)).rejects.toThrow('NotAllowed')
  expect(plain.listener.failure?.message).toContain('TLS')
  const encrypted = await start({ open, isEncrypted: true })
  const socket = await request(encrypted.listener, 'db.example.com', 27_017)
  expect(socket.destroyed).toBe(false)
})

/** Opens connections only when `release` is called, and keeps the signals and sockets. */
function delayed(port: number) {
  const opened: { signal: AbortSignal; release(): Socket }[] = []
  const open: OpenTcp = ({ signal }) =>
    new Promise((done) => {
      const release = () => {
        const socket = connect(port, '127.0.0.1')
        socket.on('error', () => {})
        done({ socket, isPublic: false })
        return socket
      }
      opened.push({ signal, release })
    })
  return { opened, open }
}

test('closes a connection that opens after its client has left', async () => {
  const { port } = await start()
  const { opened, open } = delayed(port)
  const { listener } = await start({ open })
  const pending = request(listener, 'db.internal', port).catch(() => null)
  await expect.poll(() => opened.length).toBe(1)
  listener.close()
  await pending
  const { signal, release } = opened[0] ?? raiseInternal('not opened')
  expect(signal.aborted).toBe(true)
  const socket = release()
  await expect.poll(() => socket.destroyed).toBe(true)
})
