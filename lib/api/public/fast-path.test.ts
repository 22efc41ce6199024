import { once } from 'node:events'
import http, { type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { parseEnv } from '@/lib/platform/env'
import type { PublicLimits } from '@/lib/services/protection/default-limits'
import { createHttpServer } from '../server/http-server'
import { publishedApp, SECRET } from './__fixtures__/memory-backend'
import { testPublicApi } from './__fixtures__/test-public-api'
import { fastPath } from './fast-path'

const RUNS = '/api/v1/apps/help-desk/runs'
const CHAT = '/api/openai/v1/chat/completions'
const KEY = { authorization: `Bearer ${SECRET}` }
const JSON_TYPE = { 'content-type': 'application/json' }

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server with or without the fast path. `isDirect` reports whether the fast path has responded. */
async function serve(way: 'direct' | 'router', limits: Partial<PublicLimits> = {}) {
  const { api, router, backend, failures } = testPublicApi({ limits })
  // The router's address depends on a socket that tests do not have.
  api.socketAddress = () => '127.0.0.1'
  const direct = vi.fn(fastPath(api))
  const pages = { handle: async () => {}, upgrade: null }
  const server = createHttpServer({ router, pages, ...(way === 'direct' ? { direct } : {}) }, parseEnv({}))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, backend, failures, isDirect: () => direct.mock.results.some(({ value }) => value === true) }
}

interface Sent {
  method?: string
  path?: string
  /** A list is sent as several headers of the same name. */
  headers?: Record<string, string | string[]>
  /** Several parts are sent without a content length. */
  body?: string | string[]
}

async function send(port: number, { method = 'POST', path = RUNS, headers = {}, body = '' }: Sent) {
  const parts = Array.isArray(body) ? body : [body]
  const length: OutgoingHttpHeaders = Array.isArray(body)
    ? { 'transfer-encoding': 'chunked' }
    : { 'content-length': Buffer.byteLength(body) }
  const request = http.request({
    port,
    host: '127.0.0.1',
    method,
    path,
    headers: { ...length, ...(headers as OutgoingHttpHeaders) },
  })
  for (const part of parts) {
    request.write(part)
    await new Promise((resolve) => setImmediate(resolve))
  }
  request.end()
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  let text = ''
  for await (const part of response) text += part
  return { status: response.statusCode, headers: response.headers, text }
}

/** Removes values that differ from call to call. */
function comparable({ status, headers, text }: Awaited<ReturnType<typeof send>>) {
  const { date: _, ...kept } = headers
  const withoutIds = (value: string) =>
    value
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
      .replaceAll(/"created":\d+/g, '"created"')
  const lines = Object.entries(kept).map(([name, value]) => [name, withoutIds(String(value))])
  return { status, headers: Object.fromEntries(lines), text: withoutIds(text) }
}

const runBody = (message: string, extra: object = {}) => JSON.stringify({ inputs: { message }, ...extra })
const chat = (extra: object = {}) =>
  JSON.stringify({ model: 'help-desk', messages: [{ role: 'user', content: 'hi' }], ...extra })
const keyed = (body: string | string[], headers: NonNullable<Sent['headers']> = {}): Sent => ({
  headers: { ...KEY, ...JSON_TYPE, ...headers },
  body,
})
const LONG = 'x'.repeat(300_000)

const CALLS: Record<string, Sent> = {
  'a run': keyed(runBody('hi')),
  'a run with a query string': { ...keyed(runBody('hi')), path: `${RUNS}?x=1` },
  'a run with text beyond ASCII': keyed(runBody('Grüße, 你好 👋')),
  'a run as a stream': keyed(runBody('hi', { stream: true })),
  'a run as a stream, by Accept': keyed(runBody('hi'), { accept: 'text/event-stream' }),
  'a background run': keyed(runBody('hi'), { prefer: 'respond-async' }),
  'a run from an allowed page': keyed(runBody('hi'), { origin: 'https://shop.example' }),
  'a run from another page': keyed(runBody('hi'), { origin: 'https://evil.example' }),
  'a body without a length': keyed([runBody('hi').slice(0, 9), runBody('hi').slice(9)]),
  'a body without a length that is too large': keyed([LONG.slice(0, 200_000), LONG]),
  'a body that is too large': keyed(LONG),
  'no body': keyed(''),
  'invalid JSON': keyed('{"inputs":'),
  'another type': keyed(runBody('hi'), { 'content-type': 'text/plain' }),
  'two content types': keyed(runBody('hi'), { 'content-type': ['application/json', 'text/plain'] }),
  'a compressed body': keyed(runBody('hi'), { 'content-encoding': 'gzip' }),
  'a reserved name': keyed('{"inputs":{"__proto__":1}}'),
  'an unknown field': keyed(runBody('hi', { model: 'other' })),
  'an unknown input': keyed('{"inputs":{"message":"hi","other":1}}'),
  'no message': keyed('{"inputs":{"message":"  "}}'),
  'an end user': keyed(runBody('hi'), { 'patchbay-end-user': 'ada', 'patchbay-end-user-groups': 'a, b' }),
  'an invalid end user': keyed(runBody('hi'), { 'patchbay-end-user': 'a b' }),
  'an invalid idempotency key': keyed(runBody('hi'), { 'idempotency-key': 'a b' }),
  'no key': { headers: JSON_TYPE, body: runBody('hi') },
  'an unknown key': keyed(runBody('hi'), { authorization: 'Bearer pb_live_unknown' }),
  'two keys': keyed(runBody('hi'), { authorization: [KEY.authorization, KEY.authorization] }),
  'a key followed by a space': keyed(runBody('hi'), { authorization: `${KEY.authorization} ` }),
  'a key followed by a no-break space': keyed(runBody('hi'), { authorization: `${KEY.authorization}\u00a0` }),
  'a key surrounded by white space': keyed(runBody('hi'), { authorization: ` \t${KEY.authorization} \t` }),
  'another kind of key': keyed(runBody('hi'), { authorization: 'Basic YTpi', 'x-api-key': SECRET }),
  'another app': { ...keyed(runBody('hi')), path: '/api/v1/apps/other/runs' },
  'an invalid app address': { ...keyed(runBody('hi')), path: '/api/v1/apps/-/runs' },
  'an escaped address': { ...keyed(runBody('hi')), path: '/api/v1/apps/help%2Ddesk/runs' },
  'an address with a trailing slash': { ...keyed(runBody('hi')), path: `${RUNS}/` },
  'a preflight request': { method: 'OPTIONS', headers: { origin: 'https://shop.example' } },
  'another method': { ...keyed(runBody('hi')), method: 'PUT' },
  'a completion': { ...keyed(chat()), path: CHAT },
  'a completion as a stream': { ...keyed(chat({ stream: true })), path: CHAT },
  'a completion of another app': { ...keyed(chat({ model: 'other' })), path: CHAT },
  'a completion of a trained model': { ...keyed(chat({ model: 'models/tuned' })), path: CHAT },
  'a completion without a key': { headers: JSON_TYPE, body: chat(), path: CHAT },
  'a completion without messages': { ...keyed('{"model":"help-desk"}'), path: CHAT },
}

test.each(Object.entries(CALLS))('both paths respond the same: %s', async (_name, call) => {
  const [direct, router] = [await serve('direct'), await serve('router')]
  const response = comparable(await send(direct.port, call))
  expect(response).toEqual(comparable(await send(router.port, call)))
  expect(direct.backend.started).toHaveLength(router.backend.started.length)
  expect(direct.backend.started.map(({ requestId: _id, ...request }) => request)).toEqual(
    router.backend.started.map(({ requestId: _id, ...request }) => request),
  )
})

test('handles only runs and chat completions on the fast path', async () => {
  for (const [path, isDirect] of [
    [RUNS, true],
    [CHAT, true],
    [`${RUNS}/`, false],
    ['/api/v1/apps/help-desk/conversations', false],
  ] as const) {
    const server = await serve('direct')
    await send(server.port, { ...keyed(runBody('hi')), path })
    expect([path, server.isDirect()]).toEqual([path, isDirect])
  }
})

test('replays a run by its idempotency key, and counts keys and apps, on both paths', async () => {
  const lines = []
  for (const way of ['direct', 'router'] as const) {
    const { port } = await serve(way, { perKeyPerMinute: 3 })
    const call = keyed(runBody('hi'), { 'idempotency-key': 'once' })
    const responses = []
    for (let count = 0; count < 4; count += 1) responses.push(await send(port, call))
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    expect(responses[1]?.headers['idempotency-replayed']).toBe('true')
    expect(responses[1]?.headers['x-run-id']).toBe(responses[0]?.headers['x-run-id'])
    lines.push(responses.map(comparable))
  }
  expect(lines[0]).toEqual(lines[1])
})

test('sends an internal error without its message, and logs its location', async () => {
  const { port, backend, failures } = await serve('direct')
  backend.findApp = async () => {
    throw new Error('secret of the database')
  }
  const { status, text } = await send(port, keyed(runBody('hi')))
  expect([status, text.includes('secret'), failures]).toEqual([500, false, [expect.anything()]])
})

test('distinguishes a run released before its row is stored from a replayed one that is gone', async () => {
  const { port, backend } = await serve('direct')
  const call = keyed(runBody('hi'), { 'idempotency-key': 'once' })
  await send(port, call)
  vi.spyOn(backend, 'eventBatches').mockImplementation(async function* () {
    yield []
    throw new AppError('NOT_FOUND', verbatim('This run does not exist.'))
  })
  expect(await send(port, keyed(runBody('hi')))).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
  expect((await send(port, call)).status).toBe(404)
})

test('releases the slot when a caller disconnects during its run', async () => {
  const { port, backend } = await serve('direct', { concurrentPerApp: 1 })
  const started = Promise.withResolvers<AbortSignal>()
  backend.beforeEvent = (_index, signal) => {
    started.resolve(signal)
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
  }
  const request = http.request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: RUNS,
    headers: { ...KEY, ...JSON_TYPE },
  })
  request.on('error', () => {})
  request.end(runBody('hi'))
  const signal = await started.promise
  request.destroy()
  await once(signal, 'abort')
  backend.beforeEvent = async () => {}
  expect((await send(port, keyed(runBody('again')))).status).toBe(200)
})

test('soon stops reading from a rejected caller', async () => {
  const { port } = await serve('direct')
  const headers = { ...JSON_TYPE, 'transfer-encoding': 'chunked' }
  const request = http.request({ port, host: '127.0.0.1', method: 'POST', path: RUNS, headers })
  request.on('error', () => {})
  request.write('{')
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  expect(response.statusCode).toBe(401)
  response.resume()
  await once(request, 'close')
})

test('clears the timer of a completed stream', async () => {
  const { port, backend } = await serve('direct')
  backend.beforeEvent = () => new Promise((resolve) => setImmediate(resolve))
  const timers = vi.spyOn(globalThis, 'setTimeout')
  const { text } = await send(port, keyed(runBody('hi', { stream: true })))
  expect(text).toContain('run.completed')
  await new Promise((resolve) => setImmediate(resolve))
  expect(timers.mock.calls.map(([, ms]) => ms)).not.toContain(500)
  timers.mockRestore()
})

test('continues a conversation over one connection', async () => {
  const { port, backend } = await serve('direct')
  backend.apps[0] = publishedApp({ allowedOrigins: [] })
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const sockets = new Set<unknown>()
  for (const message of ['a', 'b', 'c']) {
    const request = http.request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: RUNS,
      agent,
      headers: { ...KEY, ...JSON_TYPE },
    })
    request.on('socket', (socket) => sockets.add(socket))
    request.end(runBody(message))
    const [response] = (await once(request, 'response')) as [http.IncomingMessage]
    let text = ''
    for await (const part of response) text += part
    expect(JSON.parse(text).answer).toBe(`You said: ${message}`)
  }
  agent.destroy()
  expect(sockets.size).toBe(1)
})
