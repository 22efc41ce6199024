import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createEgress } from '../create-egress'
import { openTls } from './open-tls'

const HOST = 'db.internal'
const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-tls-'))
const [keyFile, certFile] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')]
const subject = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`]
execFileSync(
  'openssl',
  ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', keyFile, '-out', certFile, ...subject],
  { stdio: 'ignore' },
)
const [key, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')]
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Options {
  host?: string
  ca?: string | null
  isPublic?: boolean
  isSilent?: boolean
  signal?: AbortSignal
  handshakeMs?: number
}

/** A server with the certificate above, or one that accepts connections and never answers. */
async function start({ isSilent = false, isPublic = true, ...options }: Options = {}) {
  const sockets: Socket[] = []
  const keep = (socket: Socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.resume()
  }
  const server = isSilent ? createServer(keep) : createTlsServer({ key, cert }, () => {})
  if (!isSilent) server.on('connection', keep)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { host = HOST, ca = cert, signal = new AbortController().signal, handshakeMs } = options
  const egress = createEgress({
    allow: `${host}:${port}`,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  })
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await egress.close()
  })
  const { connect } = egress.within(null)
  const opened = openTls(
    async (call) => ({ ...(await connect(call)), isPublic }),
    { host, port, maxBytes: 1_000_000, signal },
    { ca, ...(handshakeMs === undefined ? {} : { handshakeMs }) },
  )
  opened.catch(() => {})
  return { opened, sockets }
}

test('connects to a server whose certificate is verified, and survives a later error', async () => {
  const { opened, sockets } = await start()
  const socket = await opened
  expect(socket).toMatchObject({ encrypted: true, authorized: true })
  // Before a client has attached its listeners.
  expect(socket.listenerCount('error')).toBeGreaterThan(0)
  sockets[0]?.resetAndDestroy()
  await expect.poll(() => socket.destroyed).toBe(true)
})

test.each<[string, Options, string]>([
  ['a self-signed certificate', { ca: null }, 'egress.reasonCertificateSelfSigned'],
  ['a certificate for another name', { host: 'other.internal' }, 'egress.reasonCertificateOtherName'],
])('rejects %s and closes the connection', async (_, options, reason) => {
  const { opened, sockets } = await start(options)
  await expect(opened).rejects.toMatchObject({ code: 'EGRESS_FAILED', params: { reason: { key: reason } } })
  await expect.poll(() => sockets[0]?.destroyed).toBe(true)
})

test('closes the connection to a silent server when the call is stopped', async () => {
  const stop = new AbortController()
  const { opened, sockets } = await start({ isSilent: true, signal: stop.signal })
  await expect.poll(() => sockets.length).toBe(1)
  stop.abort(new Error('stopped by a person'))
  await expect(opened).rejects.toThrow('stopped by a person')
  await expect.poll(() => sockets[0]?.destroyed).toBe(true)
})

test('closes the connection to a silent server at the time limit', async () => {
  const { opened, sockets } = await start({ isSilent: true, handshakeMs: 20 })
  await expect(opened).rejects.toMatchObject({
    code: 'EGRESS_FAILED',
    params: { reason: { key: 'egress.reasonConnectTimeout' } },
  })
  await expect.poll(() => sockets[0]?.destroyed).toBe(true)
})
