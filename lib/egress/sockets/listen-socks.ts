import 'server-only'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import ipaddr from 'ipaddr.js'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { problem } from '@/lib/messages/problems/problem'
import { blocked } from '../destination'
import type { OpenTcp } from '../open-tcp'

const HANDSHAKE_MS = 5_000
/** A client opens a few connections; more would be a loop. */
const MAX_CONNECTIONS = 16

interface ListenOptions {
  open: OpenTcp
  /** Bytes that each server may send. */
  maxBytes: number
  signal: AbortSignal
  /** Whether the client encrypts and verifies its connections. Without it, public servers are rejected. */
  isEncrypted: boolean
}

export interface SocksListener {
  port: number
  user: string
  password: string
  /** Why the last connection was rejected. */
  readonly failure: AppError | null
  close(): void
}

/**
 * A SOCKS5 proxy (RFC 1928) on the loopback address for one client library, with credentials of its own (RFC 1929).
 * Every server that the library discovers passes the checks of `open`.
 */
export async function listenSocks(options: ListenOptions): Promise<SocksListener> {
  const user = randomBytes(16).toString('hex')
  const password = randomBytes(24).toString('hex')
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    return socket
  }
  let failure: AppError | null = null
  const closing = new AbortController()
  const signal = AbortSignal.any([options.signal, closing.signal])
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    keep(socket)
    serve(socket, { ...options, signal, user, password, keep }).catch((error: unknown) => {
      if (AppError.isInstance(error) && !closing.signal.aborted) failure = error
      socket.destroy()
    })
  })
  server.maxConnections = MAX_CONNECTIONS
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(0, '127.0.0.1', done)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw internalError('The SOCKS listener has no port.')
  const close = () => {
    closing.abort()
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: address.port,
    user,
    password,
    close,
    get failure() {
      return failure
    },
  }
}

interface Session extends ListenOptions {
  user: string
  password: string
  keep(socket: Socket): Socket
}

const VERSION = 5
const USER_AND_PASSWORD = 2
const NO_METHOD = 0xff
const SUCCEEDED = 0
const NOT_ALLOWED = 2

async function serve(socket: Socket, session: Session): Promise<void> {
  const timer = setTimeout(() => socket.destroy(), HANDSHAKE_MS)
  try {
    if (!(await authenticate(socket, session))) {
      socket.destroy()
      return
    }
    const { host, port } = await readTarget(socket)
    const server = await connect(host, port, session).catch((error: unknown) => {
      socket.write(replyOf(NOT_ALLOWED))
      throw error
    })
    // The client may have closed its connection in the meantime.
    if (socket.destroyed) {
      server.destroy()
      return
    }
    socket.write(replyOf(SUCCEEDED))
    // The length of an answer is limited by `open`.
    server.pipe(socket)
    socket.pipe(server)
    server.once('close', () => socket.destroy())
    socket.once('close', () => server.destroy())
  } finally {
    clearTimeout(timer)
  }
}

async function connect(host: string, port: number, { open, maxBytes, signal, isEncrypted, keep }: Session) {
  const { socket, isPublic } = await open({ host, port, maxBytes, signal })
  keep(socket)
  if (!isPublic || isEncrypted) return socket
  socket.destroy()
  throw blocked(host, problem('egress.blockedWithoutTls'))
}

async function authenticate(socket: Socket, { user, password }: Session): Promise<boolean> {
  const [version = 0, count = 0] = await take(socket, 2)
  const methods = await take(socket, count)
  if (version !== VERSION || !methods.includes(USER_AND_PASSWORD)) {
    socket.write(Buffer.from([VERSION, NO_METHOD]))
    return false
  }
  socket.write(Buffer.from([VERSION, USER_AND_PASSWORD]))
  const [, userLength = 0] = await take(socket, 2)
  const givenUser = await take(socket, userLength)
  const [passwordLength = 0] = await take(socket, 1)
  const givenPassword = await take(socket, passwordLength)
  const isValid = isSame(givenUser, user) && isSame(givenPassword, password)
  socket.write(Buffer.from([1, isValid ? 0 : 1]))
  return isValid
}

function isSame(given: Buffer, expected: string): boolean {
  const bytes = Buffer.from(expected)
  return given.length === bytes.length && timingSafeEqual(given, bytes)
}

const CONNECT = 1

async function readTarget(socket: Socket): Promise<{ host: string; port: number }> {
  const [, command = 0, , type = 0] = await take(socket, 4)
  if (command !== CONNECT) throw internalError('The client wants more than a connection.')
  const host = await readHost(socket, type)
  const port = (await take(socket, 2)).readUInt16BE()
  return { host, port }
}

async function readHost(socket: Socket, type: number): Promise<string> {
  if (type === 1) return (await take(socket, 4)).join('.')
  if (type === 4) return ipaddr.fromByteArray([...(await take(socket, 16))]).toString()
  const [length = 0] = await take(socket, 1)
  return (await take(socket, length)).toString('latin1')
}

const replyOf = (code: number) => Buffer.from([VERSION, code, 0, 1, 0, 0, 0, 0, 0, 0])

/** Reads this number of bytes and no more: what follows belongs to the protocol of the server. */
async function take(socket: Socket, size: number): Promise<Buffer> {
  if (size === 0) return Buffer.alloc(0)
  for (;;) {
    const bytes: unknown = socket.read(size)
    if (Buffer.isBuffer(bytes) && bytes.length === size) return bytes
    if (socket.destroyed || socket.readableEnded) throw internalError('The client closed the connection.')
    await new Promise<void>((done) => {
      const settle = () => {
        socket.off('readable', settle).off('end', settle).off('close', settle)
        done()
      }
      socket.on('readable', settle).on('end', settle).on('close', settle)
    })
  }
}
