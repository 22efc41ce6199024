import type { RequestListener } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, expect, test, vi } from 'vitest'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { createEgress, type Egress } from './create-egress'
import { failureOf, startCanary } from './test-server'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function serve(respond?: RequestListener) {
  const server = await startCanary(respond)
  cleanups.push(() => server.close())
  const egress = createEgress({ allow: `127.0.0.1:${server.port}` })
  cleanups.push(() => egress.close())
  const controller = new AbortController()
  const url = `http://127.0.0.1:${server.port}/v1/chat`
  const send = (headers: Record<string, string> = {}) =>
    egress.within(null).stream(url, { headers, body: '{"a":"é"}', signal: controller.signal })
  return { ...server, egress, url, send, controller }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

test('reads a response as it arrives, over kept connections', async () => {
  let finish = () => {}
  const server = await serve((_request, response) => {
    response.setHeader('x-a', '1').write('data: 1\n\n')
    finish = () => response.end('data: 2\n\n')
  })
  for (let call = 0; call < 4; call += 1) {
    const { status, headers, body } = await server.send({ 'X-B': '2', 'accept-encoding': 'br', host: 'elsewhere' })
    const pieces: string[] = []
    for await (const piece of body) {
      pieces.push(Buffer.from(piece).toString())
      if (pieces.length === 1) finish()
    }
    expect([status, headers['x-a'], ...pieces]).toEqual([200, '1', 'data: 1\n\n', 'data: 2\n\n'])
  }
  const { request, body } = server.seen[0] ?? {}
  expect([request?.method, request?.headers['x-b'], body]).toEqual(['POST', '2', '{"a":"é"}'])
  expect([request?.headers['accept-encoding'], request?.headers.host]).toEqual(['identity', `127.0.0.1:${server.port}`])
  expect(server.connections()).toBeLessThanOrEqual(2)
})

test('many responses of one service are open at the same time', async () => {
  const open: (() => void)[] = []
  const server = await serve((_request, response) => {
    response.write('data: 1\n\n')
    open.push(() => response.end())
    // No response ends before all requests have arrived.
    if (open.length === 300) for (const end of open) end()
  })
  const texts = await Promise.all(Array.from({ length: 300 }, async () => textOf((await server.send()).body)))
  expect(new Set(texts)).toEqual(new Set(['data: 1\n\n']))
})

test.each(['stream', 'fetch'] as const)(
  'reports once that a request was sent (caller uses %s), and never for a request that was stopped before',
  async (method) => {
    const server = await serve()
    const lost = createEgress({ allow: 'http://models.test:80', resolve: () => new Promise(() => {}) })
    cleanups.push(() => lost.close())
    const onSent = vi.fn()
    const call = async ({ within }: Pick<Egress, 'within'>, url: string, signal: AbortSignal) => {
      const request = { headers: {}, body: 'a', signal, onSent }
      if (method === 'stream') await (await within(null).stream(url, request)).bytes()
      else await (await within(null)(url, { method: 'POST', ...request })).text()
    }
    await call(server.egress, server.url, new AbortController().signal)
    expect(onSent).toHaveBeenCalledTimes(1)
    await expect(call(server.egress, server.url, AbortSignal.abort())).rejects.toThrow()
    await expect(call(lost, 'http://models.test', AbortSignal.timeout(50))).rejects.toThrow()
    expect(onSent).toHaveBeenCalledTimes(1)
  },
)

test('blocks forbidden destinations before anything is sent', async () => {
  const server = await serve()
  const closed = createEgress({ allow: '' })
  const named = createEgress({ allow: '', resolve: async () => [{ address: '10.0.0.1', family: 4 }] })
  const secret = createEgress({ allow: `127.0.0.1:${server.port}`, only: ['other.example'] })
  cleanups.push(closed.close, named.close, secret.close)
  const { signal } = server.controller
  const call = { headers: {}, body: '', signal }
  for (const [method, url] of [
    [closed.within(null), server.url],
    [closed.within(null), 'http://169.254.169.254/latest'],
    [named.within(null), 'http://service.example/'],
    [secret.within(['other.example']), server.url],
    [server.egress.within(['other.example']), server.url],
    [server.egress.within(null), 'http://user:secret@example.com/'],
  ] as const)
    expect([url, (await failureOf(method.stream(url, call))).code]).toEqual([url, 'EGRESS_BLOCKED'])
  expect(server.hits()).toBe(0)
})

test('follows a redirect with a body only within its origin', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/v1/chat') response.writeHead(307, { location: '/moved' }).end('no')
    else response.end('moved')
  })
  expect(await textOf((await server.send()).body)).toBe('moved')
  const redirector = await serve((_request, response) => response.writeHead(307, { location: server.url }).end())
  expect((await failureOf(redirector.send())).code).toBe('EGRESS_BLOCKED')
})

test.each([
  ['gzip', gzipSync('text')],
  ['deflate', deflateSync('text')],
  ['identity', Buffer.from('text')],
])('reads a response that arrives in %s without being requested', async (encoding, packed) => {
  const server = await serve((_request, response) => response.setHeader('content-encoding', encoding).end(packed))
  expect(await textOf((await server.send()).body)).toBe('text')
  expect(await (await (await server.send()).whole()).text()).toBe('text')
})

test('rejects other encodings and stops a bomb at the limit of decoded bytes', async () => {
  const brotli = await serve((_request, response) =>
    response.setHeader('content-encoding', 'br').end(brotliCompressSync('text')),
  )
  expect((await failureOf(brotli.send())).code).toBe('EGRESS_ENCODING_REFUSED')
  const packed = gzipSync(Buffer.alloc(101 * 1024 * 1024), { level: 1 })
  const bomb = await serve((_request, response) => response.setHeader('content-encoding', 'gzip').end(packed))
  const { body } = await bomb.send()
  expect((await failureOf(textOf(body))).code).toBe('LIMIT_EXCEEDED')
})

test('closes the connection when the call is stopped or its reader leaves, before and during the response', async () => {
  let closed = 0
  const server = await serve((request, response) => {
    request.socket.on('close', () => {
      closed += 1
    })
    response.write('a')
  })
  const { body } = await server.send()
  await body[Symbol.asyncIterator]().return?.()
  await expect.poll(() => closed).toBe(1)
  const second = await server.send()
  const bodyText = textOf(second.body)
  server.controller.abort(new Error('The person left.'))
  await expect(bodyText).rejects.toThrow('The person left.')
  await expect.poll(() => closed).toBe(2)
  await expect(server.send()).rejects.toThrow('The person left.')
  const silentServer = await serve(() => {})
  const waiting = silentServer.send()
  await expect.poll(() => silentServer.hits()).toBe(1)
  silentServer.controller.abort(new Error('Enough.'))
  await expect(waiting).rejects.toThrow('Enough.')
})

test('describes a broken connection in words, and never quotes the key of a bad header', async () => {
  const server = await serve((request, response) => {
    response.write('a')
    request.socket.write('', () => request.socket.destroy())
  })
  const { body } = await server.send()
  expect((await failureOf(textOf(body))).code).toBe('EGRESS_FAILED')
  const rejected = await failureOf(server.send({ authorization: 'Bearer sk-ключ' }))
  expect([rejected.code, rejected.message.includes('ключ')]).toEqual(['INVALID_INPUT', false])
})

test('a slow reader applies back pressure instead of filling the memory', async () => {
  const size = 40 * 1024 * 1024
  let drained = 0
  const server = await serve((_request, response) => {
    response.end(Buffer.alloc(size, 1))
    response.on('finish', () => {
      drained += 1
    })
  })
  const { body } = await server.send()
  await eventLoopTurns(200)
  expect(drained).toBe(0)
  expect((await textOf(body)).length).toBe(size)
})
