import type { RequestListener } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { createEgress, type EgressInit } from './create-egress'
import { createHttpAdapter } from './http-adapter'
import { startCanary } from './test-server'

const CANARY_SECRET = 'CANARY_SECRET_b81c04'
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function serve(respond?: RequestListener) {
  const server = await startCanary(respond)
  cleanups.push(() => server.close())
  return { ...server, url: `http://127.0.0.1:${server.port}` }
}

function egressTo(...servers: { port: number }[]) {
  const egress = createEgress({ allow: servers.map(({ port }) => `127.0.0.1:${port}`).join(',') })
  cleanups.push(() => egress.close())
  return egress
}

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const failure = await promise.catch((error: unknown) => error)
  if (!AppError.isInstance(failure)) throw new Error(`Not an AppError: ${String(failure)}`)
  return failure
}

describe('T10 T47 encodings', () => {
  const text = 'x'.repeat(100)
  test.each([
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['gzip, gzip', gzipSync(gzipSync(text))],
    ['gzip, br', gzipSync(text)],
    ['GZIP,deflate', gzipSync(text)],
    ['compress', Buffer.from(text)],
    [['gzip', 'br'], gzipSync(text)],
  ])('T10 an answer in %j is refused before it is decoded', async (encoding, body) => {
    const server = await serve((_request, response) => {
      response.setHeader('content-encoding', encoding)
      response.end(body)
    })
    const failure = await failureOf(egressTo(server).fetch(server.url))
    expect(failure.code).toBe('EGRESS_ENCODING_REFUSED')
    expect(server.seen[0]?.request.headers['accept-encoding']).toBe('gzip, deflate')
  })

  test.each([
    ['gzip', gzipSync(text)],
    ['Deflate', deflateSync(text)],
    ['identity', Buffer.from(text)],
  ])('reads %s', async (encoding, body) => {
    const server = await serve((_request, response) => response.setHeader('content-encoding', encoding).end(body))
    expect(await (await egressTo(server).fetch(server.url)).text()).toBe(text)
  })

  test('T47 a bomb of 300 MB in 300 KB stops at the limit of decoded bytes', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024), { level: 1 })
    const server = await serve((_request, response) => response.setHeader('content-encoding', 'gzip').end(bomb))
    const before = process.memoryUsage().rss
    const response = await egressTo(server).fetch(server.url)
    expect((await failureOf(response.text())).code).toBe('LIMIT_EXCEEDED')
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024)
  })
})

describe('T43 credentials stay where they belong', () => {
  const headers = {
    authorization: CANARY_SECRET,
    cookie: CANARY_SECRET,
    'x-api-key': CANARY_SECRET,
    'x-mine': CANARY_SECRET,
  }
  test.each([301, 302, 303, 307, 308])('T43 a %i to another origin carries no header of the caller', async (status) => {
    const other = await serve()
    const first = await serve((_request, response) =>
      response.writeHead(status, { location: `${other.url}/there` }).end(),
    )
    const response = await egressTo(first, other).fetch(first.url, { headers })
    expect([response.status, response.url]).toEqual([200, `${other.url}/there`])
    expect(JSON.stringify(other.seen[0]?.request.rawHeaders)).not.toContain(CANARY_SECRET)
    expect(JSON.stringify(first.seen[0]?.request.rawHeaders)).toContain(CANARY_SECRET)
  })

  test('T43 a body is not handed to another origin', async () => {
    const other = await serve()
    const first = await serve((_request, response) => response.writeHead(307, { location: other.url }).end())
    const failure = await failureOf(egressTo(first, other).fetch(first.url, { method: 'POST', body: CANARY_SECRET }))
    expect([failure.code, other.hits()]).toEqual(['EGRESS_BLOCKED', 0])
  })

  test('a redirect within an origin keeps headers, and a 307 keeps the body', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/') response.writeHead(307, { location: '/next' }).end()
      else response.end('done')
    })
    await egressTo(server).fetch(server.url, { method: 'POST', body: 'hello', headers })
    expect([
      server.seen[1]?.request.headers['x-api-key'],
      server.seen[1]?.request.method,
      server.seen[1]?.body,
    ]).toEqual([CANARY_SECRET, 'POST', 'hello'])
  })

  test('a caller cannot choose the Host header or speak of the connection', async () => {
    const server = await serve()
    await egressTo(server).fetch(server.url, {
      headers: { host: 'evil.example', connection: 'upgrade', upgrade: 'websocket' },
    })
    expect(server.seen[0]?.request.headers.host).toBe(`127.0.0.1:${server.port}`)
    expect(server.seen[0]?.request.headers.upgrade).toBeUndefined()
  })
})

describe('limits', () => {
  test.each<[string, RequestListener, EgressInit['limits']]>([
    ['headers never come', () => {}, { totalMs: 200 }],
    ['the body never ends', (_request, response) => void response.write('a'), { totalMs: 200 }],
  ])('T10 when %s the call ends with TIMEOUT', async (_name, respond, limits = {}) => {
    const server = await serve(respond)
    const failure = await failureOf(
      egressTo(server)
        .fetch(server.url, { limits })
        .then((response) => response.text()),
    )
    expect(failure.code).toBe('TIMEOUT')
  })

  test('an abort reaches the socket, before and after the headers', async () => {
    let closed = 0
    const server = await serve((request, response) => {
      request.socket.on('close', () => {
        closed += 1
      })
      if (request.url === '/stream') response.write('a')
    })
    const egress = egressTo(server)
    for (const path of ['/silent', '/stream']) {
      const controller = new AbortController()
      setTimeout(() => controller.abort(new Error('The person left.')), 50)
      await expect(
        egress.fetch(`${server.url}${path}`, { signal: controller.signal }).then((response) => response.text()),
      ).rejects.toThrow('The person left.')
    }
    await expect.poll(() => closed).toBe(2)
  })

  test('a reader that stops reading closes the socket', async () => {
    let closed = false
    const server = await serve((request, response) => {
      request.socket.on('close', () => {
        closed = true
      })
      response.write('a')
    })
    const response = await egressTo(server).fetch(server.url)
    await response.body?.cancel()
    await expect.poll(() => closed).toBe(true)
  })

  test('a call that was aborted before it began sends nothing', async () => {
    const server = await serve()
    await expect(egressTo(server).fetch(server.url, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
    expect(server.hits()).toBe(0)
  })
})

test('connections are used again', async () => {
  const server = await serve()
  const egress = egressTo(server)
  for (let call = 0; call < 5; call += 1) await (await egress.fetch(server.url)).text()
  expect(server.hits()).toBe(5)
  expect(server.connections()).toBeLessThanOrEqual(2)
})

test('streams arrive piece by piece', async () => {
  const server = await serve((_request, response) => {
    response.write('data: 1\n\n')
    setTimeout(() => response.end('data: 2\n\n'), 100)
  })
  const response = await egressTo(server).fetch(server.url, { purpose: 'model' })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe('data: 1\n\n')
  expect((await reader?.read())?.value).toBe('data: 2\n\n')
})

test('takes forms, requests and bytes as fetch does', async () => {
  const server = await serve()
  const egress = egressTo(server)
  const form = new FormData()
  form.append('file', new Blob(['bytes']), 'a.txt')
  await egress.fetch(new URL(server.url), { method: 'POST', body: form })
  await egress.fetch(new Request(server.url, { method: 'PUT', body: 'text', headers: { 'x-a': '1' } }))
  await egress.fetch(server.url, { method: 'POST', body: new URLSearchParams({ a: 'b' }) })
  expect(server.seen.map(({ request }) => request.headers['content-type']?.split(';')[0])).toEqual([
    'multipart/form-data',
    'text/plain',
    'application/x-www-form-urlencoded',
  ])
  expect(server.seen[0]?.body).toContain('filename="a.txt"')
  expect([server.seen[1]?.request.method, server.seen[1]?.request.headers['x-a'], server.seen[2]?.body]).toEqual([
    'PUT',
    '1',
    'a=b',
  ])
})

test('T34 an unreachable service is named without its address', async () => {
  const egress = createEgress({
    allow: 'service.example:9',
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  })
  const failure = await failureOf(egress.fetch('http://service.example:9/'))
  expect([failure.code, failure.message.includes('127.0.0.1')]).toEqual(['EGRESS_FAILED', false])
})

test('an answer without a body is an answer', async () => {
  const server = await serve((_request, response) => response.writeHead(204).end())
  expect((await egressTo(server).fetch(server.url, { method: 'DELETE' })).status).toBe(204)
})

test("the engine's port sends and reads text in the answer's own alphabet", async () => {
  const server = await serve((_request, response) =>
    response.setHeader('content-type', 'text/plain; charset=latin1').end(Buffer.from([0xe9])),
  )
  const http = createHttpAdapter(egressTo(server).fetch)
  const signal = new AbortController().signal
  const answer = await http.send({
    method: 'POST',
    url: server.url,
    headers: {},
    body: '{}',
    timeoutMs: 1000,
    signal,
    idempotencyKey: 'k1',
  })
  expect([answer.status, answer.body, server.seen[0]?.request.headers['idempotency-key']]).toEqual([200, 'é', 'k1'])
})
