import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { egressTo, serve } from './test-egress'
import { failureOf } from './test-server'

const CANARY_SECRET = 'CANARY_SECRET_b81c04'

describe('encodings', () => {
  const text = 'x'.repeat(100)
  test.each([
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['gzip, gzip', gzipSync(gzipSync(text))],
    ['gzip, br', gzipSync(text)],
    ['GZIP,deflate', gzipSync(text)],
    ['compress', Buffer.from(text)],
    [['gzip', 'br'], gzipSync(text)],
  ])('rejects a response in %j before decoding it', async (encoding, body) => {
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

  test('stops a 300 MB bomb in 300 KB at the limit of decoded bytes', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024), { level: 1 })
    const server = await serve((_request, response) => response.setHeader('content-encoding', 'gzip').end(bomb))
    const before = process.memoryUsage().arrayBuffers
    const response = await egressTo(server).fetch(server.url)
    expect((await failureOf(response.text())).code).toBe('LIMIT_EXCEEDED')
    // Buffering it would take 300 MB. Measured in this thread alone, because the process runs other tests too.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(250 * 1024 * 1024)
  })
})

describe('redirects keep credentials at their origin', () => {
  const headers = {
    authorization: CANARY_SECRET,
    cookie: CANARY_SECRET,
    'x-api-key': CANARY_SECRET,
    'x-mine': CANARY_SECRET,
  }
  test.each([301, 302, 303, 307, 308])('a %i to another origin carries no caller header', async (status) => {
    const other = await serve()
    const first = await serve((_request, response) =>
      response.writeHead(status, { location: `${other.url}/there` }).end(),
    )
    const response = await egressTo(first, other).fetch(first.url, { headers })
    expect([response.status, response.url]).toEqual([200, `${other.url}/there`])
    expect(JSON.stringify(other.seen[0]?.request.rawHeaders)).not.toContain(CANARY_SECRET)
    expect(JSON.stringify(first.seen[0]?.request.rawHeaders)).toContain(CANARY_SECRET)
  })

  test('does not send a body to another origin', async () => {
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

  test('a caller cannot set the Host header or connection headers', async () => {
    const server = await serve()
    await egressTo(server).fetch(server.url, {
      headers: { host: 'evil.example', connection: 'upgrade', upgrade: 'websocket' },
    })
    expect(server.seen[0]?.request.headers.host).toBe(`127.0.0.1:${server.port}`)
    expect(server.seen[0]?.request.headers.upgrade).toBeUndefined()
  })
})
