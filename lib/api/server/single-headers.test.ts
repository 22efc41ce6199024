import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { parseEnv } from '@/lib/platform/env'
import { SECRET } from '../public/__fixtures__/memory-backend'
import { testPublicApi } from '../public/__fixtures__/test-public-api'
import { fastPath } from '../public/fast-path'
import { createHttpServer } from './http-server'

const { api, router, backend } = testPublicApi({ trustedProxies: ['127.0.0.1', '10.0.0.0/8'] })
api.socketAddress = () => '127.0.0.1'
const pages = { handle: async () => {}, upgrade: null }
const server = createHttpServer({ router, direct: fastPath(api), pages }, parseEnv({}))

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const BODY = JSON.stringify({ inputs: { message: 'hi' } })
const HOST = 'Host: localhost:3000'
const KEY = `Authorization: Bearer ${SECRET}`
const TYPE = 'Content-Type: application/json'
const LENGTH = `Content-Length: ${BODY.length}`
const RUN = [HOST, KEY, TYPE, LENGTH]

/** Sends raw headers, which Node's client would repair. @returns status line and rest */
async function send(headers: string[], { path = '/api/v1/apps/help-desk/runs', method = 'POST', body = BODY } = {}) {
  const { port } = server.address() as AddressInfo
  const socket = net.connect(port, '127.0.0.1')
  socket.end(`${[`${method} ${path} HTTP/1.1`, ...headers, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`)
  let text = ''
  for await (const part of socket.setEncoding('utf8')) text += part
  return { status: Number(text.split(' ', 2)[1]), text }
}

const duplicates: { name: string; header: string; path?: string; other?: string }[] = [
  { name: 'Host', header: HOST },
  { name: 'Host, with another value', header: 'host: evil.example' },
  { name: 'Authorization', header: KEY },
  { name: 'Authorization, in the router', header: KEY, path: '/api/v1/apps/help-desk/conversations' },
  { name: 'Content-Type', header: 'content-type: text/plain' },
  { name: 'Idempotency-Key', header: 'Idempotency-Key: one', other: 'Idempotency-Key: two' },
  { name: 'Patchbay-End-User', header: 'Patchbay-End-User: ada', other: 'Patchbay-End-User: bob' },
  { name: 'Patchbay-End-User-Groups', header: 'Patchbay-End-User-Groups: a', other: 'Patchbay-End-User-Groups: b' },
  { name: 'Origin', header: 'Origin: http://localhost:3000', other: 'Origin: https://evil.example' },
]
test.each(duplicates)('rejects a duplicate $name, and names it', async ({ name, header, path, other }) => {
  const { status, text } = await send([...RUN, header, ...(other === undefined ? [] : [other])], path ? { path } : {})
  expect([status, text.toLowerCase()]).toEqual([
    400,
    expect.stringContaining(`send the header ${name.split(',')[0]?.toLowerCase()} only once`),
  ])
  expect(backend.started).toEqual([])
})

test.each([
  [
    'a length and chunks',
    [...RUN, 'Transfer-Encoding: chunked'],
    `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`,
  ],
  ['two lengths', [...RUN, 'Content-Length: 3'], BODY],
  ['no host', [KEY, TYPE, LENGTH], BODY],
])('rejects a request with ambiguous length or target: %s', async (_, headers, body) => {
  expect((await send(headers, { body })).status).toBe(400)
  expect(backend.started).toEqual([])
})

test.each([
  ['Accept', 'application/json', '*/*'],
  ['Cookie', 'a=1', 'b=2'],
  ['X-Forwarded-For', '203.0.113.7', '10.0.0.1'],
  ['X-Forwarded-Proto', 'https', 'http'],
  ['Via', '1.1 a', '1.1 b'],
  ['Forwarded', 'for=203.0.113.7', 'for=10.0.0.1'],
  ['Cache-Control', 'no-cache', 'no-store'],
])('accepts repeated list headers and those that proxies add: %s', async (name, first, second) => {
  expect((await send([...RUN, `${name}: ${first}`, `${name.toLowerCase()}: ${second}`])).status).toBe(200)
})

test.each([
  ['on the fast path', '/api/v1/apps/help-desk/runs'],
  ['in the router', '/api/v1/apps/help-desk/conversations'],
])('counts the last untrusted hop of two X-Forwarded-For headers, %s', async (_, path) => {
  const take = vi.spyOn(api.limiter.addresses, 'take')
  const unknown = [HOST, 'Authorization: Bearer pb_live_nobody', TYPE, LENGTH]
  const hops = ['X-Forwarded-For: 198.51.100.1, 203.0.113.7', 'x-forwarded-for: 10.0.0.1', 'X-Real-IP: 10.0.0.2']
  expect((await send([...unknown, ...hops, 'X-Real-IP: 10.0.0.3'], { path })).status).toBe(401)
  expect(take.mock.calls).toEqual([['key:203.0.113.7']])
  take.mockRestore()
})

test('rejects a duplicate parameter, and names it', async () => {
  const list = { path: '/api/v1/apps/help-desk/conversations?limit=1&limit=2', method: 'GET', body: '' }
  const { status, text } = await send([HOST, KEY], list)
  expect([status, text]).toEqual([400, expect.stringContaining('“limit” was sent more than once')])
})
