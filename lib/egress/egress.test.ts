import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createEgress, type EgressInit } from './create-egress'
import { createHttpAdapter } from './http-adapter'
import { egressTo, serve } from './test-egress'
import { failureOf } from './test-server'

describe('limits', () => {
  test.each<[string, RequestListener, EgressInit['limits']]>([
    ['headers never come', () => {}, { totalMs: 200 }],
    ['the body never ends', (_request, response) => void response.write('a'), { totalMs: 200 }],
  ])('ends with TIMEOUT when %s', async (_name, respond, limits = {}) => {
    const server = await serve(respond)
    const failure = await failureOf(
      egressTo(server)
        .fetch(server.url, { limits })
        .then((response) => response.text()),
    )
    expect(failure.code).toBe('TIMEOUT')
  })

  test('passes an abort to the socket, before and after the headers', async () => {
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
      const response = egress.fetch(`${server.url}${path}`, { signal: controller.signal })
      const failed = expect(response.then((item) => item.text())).rejects.toThrow('The person left.')
      if (path === '/stream') await response
      else await expect.poll(() => server.hits()).toBe(1)
      controller.abort(new Error('The person left.'))
      await failed
    }
    await expect.poll(() => closed).toBe(2)
  })

  test('closes the socket when the reader stops', async () => {
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

  test('sends nothing for a call aborted before it starts', async () => {
    const server = await serve()
    await expect(egressTo(server).fetch(server.url, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
    expect(server.hits()).toBe(0)
  })
})

test('reuses connections', async () => {
  const server = await serve()
  const egress = egressTo(server)
  for (let call = 0; call < 5; call += 1) await (await egress.fetch(server.url)).text()
  expect(server.hits()).toBe(5)
  expect(server.connections()).toBeLessThanOrEqual(2)
})

test('delivers streams piece by piece', async () => {
  const firstIsRead = Promise.withResolvers<void>()
  const server = await serve((_request, response) => {
    response.write('data: 1\n\n')
    void firstIsRead.promise.then(() => response.end('data: 2\n\n'))
  })
  const response = await egressTo(server).fetch(server.url, { purpose: 'model' })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe('data: 1\n\n')
  firstIsRead.resolve()
  expect((await reader?.read())?.value).toBe('data: 2\n\n')
})

test('accepts forms, requests and bytes as fetch does', async () => {
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

test('names an unreachable service without its address', async () => {
  const egress = createEgress({
    allow: 'service.example:9',
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  })
  const failure = await failureOf(egress.fetch('http://service.example:9/'))
  expect([failure.code, failure.message.includes('127.0.0.1')]).toEqual(['EGRESS_FAILED', false])
})

test('accepts a response without a body', async () => {
  const server = await serve((_request, response) => response.writeHead(204).end())
  expect((await egressTo(server).fetch(server.url, { method: 'DELETE' })).status).toBe(204)
})

test("the engine's port decodes text with the response's own charset", async () => {
  const server = await serve((_request, response) =>
    response.setHeader('content-type', 'text/plain; charset=latin1').end(Buffer.from([0xe9])),
  )
  const http = createHttpAdapter(egressTo(server).within(null))
  const signal = new AbortController().signal
  const response = await http.send({
    method: 'POST',
    url: server.url,
    headers: {},
    body: '{}',
    timeoutMs: 1000,
    signal,
    idempotencyKey: 'k1',
  })
  expect([response.status, response.body, server.seen[0]?.request.headers['idempotency-key']]).toEqual([200, 'é', 'k1'])
})

describe("the engine's port", () => {
  const signal = new AbortController().signal
  const get = { method: 'GET', headers: {}, timeoutMs: 5_000, signal } as const

  test('sends a POST once when it is redirected, then follows with a GET', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/orders') response.writeHead(303, { location: '/orders/1' }).end()
      else response.end('made')
    })
    const http = createHttpAdapter(egressTo(server).within(null))
    const response = await http.send({ ...get, method: 'POST', url: `${server.url}/orders`, body: '{}' })
    expect([response.status, response.body]).toEqual([200, 'made'])
    expect(server.seen.map(({ request, body }) => [request.method, request.url, body])).toEqual([
      ['POST', '/orders', '{}'],
      ['GET', '/orders/1', ''],
    ])
  })

  test('follows at most five redirects, within the time limit of one call', async () => {
    const server = await serve((request, response) => {
      const hops = Number(request.url?.slice(1))
      const redirect = () => response.writeHead(302, { location: `/${hops + 1}` }).end()
      if (request.headers['x-slow']) setTimeout(redirect, 150)
      else redirect()
    })
    const http = createHttpAdapter(egressTo(server).within(null))
    expect((await failureOf(http.send({ ...get, url: `${server.url}/0` }))).code).toBe('EGRESS_FAILED')
    expect(server.hits()).toBe(6)
    const slow = { ...get, url: `${server.url}/0`, headers: { 'x-slow': '1' }, timeoutMs: 400 }
    expect((await failureOf(http.send(slow))).code).toBe('TIMEOUT')
  })

  test('decompresses a response and stops at the limit of decoded bytes', async () => {
    const server = await serve((request, response) => {
      const bytes = request.url === '/bomb' ? 11 * 1024 * 1024 : 4
      response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(bytes, 'a'), { level: 1 }))
    })
    const http = createHttpAdapter(egressTo(server).within(null))
    expect((await http.send({ ...get, url: server.url })).body).toBe('aaaa')
    expect((await failureOf(http.send({ ...get, url: `${server.url}/bomb` }))).code).toBe('LIMIT_EXCEEDED')
    expect(server.seen[0]?.request.headers).toMatchObject({ 'accept-encoding': 'gzip', 'user-agent': 'Patchbay' })
  })

  test.each([
    ['x\r\ny', 'value'],
    ['x', 'line\r\nx-b: 1'],
    ['x', 'a\u0000b'],
  ])('does not send the header %j: %j', async (name, value) => {
    const server = await serve()
    const http = createHttpAdapter(egressTo(server).within(null))
    const failure = await failureOf(http.send({ ...get, url: server.url, headers: { [name]: value } }))
    expect([failure.code, server.hits()]).toEqual(['INVALID_INPUT', 0])
  })
})
