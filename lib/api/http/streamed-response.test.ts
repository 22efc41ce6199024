import { once } from 'node:events'
import http from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterEach, expect, test } from 'vitest'
import { answerer, CallResponse } from '../server/request-listener'
import { addHeaders } from './light-response'
import { type SseEvent, sseResponse } from './sse'

const servers: http.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** @returns the URL of a server that sends this response like ours */
async function served(make: () => Response): Promise<string> {
  const call = getRequestListener(answerer({ fetch: make }), { overrideGlobalObjects: false })
  const server = http.createServer(
    { ServerResponse: CallResponse },
    (request, response) => void call(request, response),
  )
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${portOf(server.address())}/`
}

const portOf = (address: AddressInfo | string | null): number =>
  address === null || typeof address === 'string' ? 0 : address.port

async function* two(): AsyncGenerator<SseEvent> {
  yield { data: 'eins' }
  yield { data: 'zwölf' }
}

test('sends text to the socket with headers and cookies that were added later', async () => {
  const url = await served(() => {
    const response = sseResponse(two(), { headers: { 'x-a': 'own' } })
    addHeaders(response, { 'x-b': 'added' })
    for (const cookie of ['a=1', 'b=2']) response.headers.append('set-cookie', cookie)
    return response
  })
  const response = await fetch(url)
  expect(await response.text()).toBe('data: eins\n\ndata: zwölf\n\n')
  expect([response.headers.get('x-a'), response.headers.get('x-b')]).toEqual(['own', 'added'])
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
})

test('ends the source when its headers cannot be written', async () => {
  const left = Promise.withResolvers<void>()
  const url = await served(() =>
    sseResponse(
      (signal) => {
        signal.addEventListener('abort', () => left.resolve())
        return two()
      },
      { headers: { 'x-a': 'two\r\nlines' } },
    ),
  )
  await fetch(url).catch(() => {})
  await left.promise
})

test('also ends a queued source when its connection closes', async () => {
  let [pulled, left] = [0, 0]
  const url = await served(() => {
    pulled += 1
    return sseResponse(async function* (signal) {
      await once(signal, 'abort')
      left += 1
      yield { data: 'never' }
    })
  })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(2))
  await once(socket, 'data')
  await expect.poll(() => pulled).toBe(2)
  socket.destroy()
  await expect.poll(() => left).toBe(2)
})

test('sends headers before the first text', async () => {
  const url = await served(() =>
    sseResponse(async function* (signal) {
      await once(signal, 'abort')
      yield { data: 'never' }
    }),
  )
  const leave = new AbortController()
  expect((await fetch(url, { signal: leave.signal })).status).toBe(200)
  leave.abort()
})

test('ends the source when a slow reader disconnects', async () => {
  const ended = Promise.withResolvers<number>()
  const url = await served(() =>
    sseResponse(async function* () {
      let chunks = 0
      try {
        for (;;) {
          chunks += 1
          yield { data: 'x'.repeat(100_000) }
        }
      } finally {
        ended.resolve(chunks)
      }
    }),
  )
  const leave = new AbortController()
  await fetch(url, { signal: leave.signal })
  leave.abort()
  // A socket buffers some megabytes; at most one write of events is read ahead.
  expect(await ended.promise).toBeLessThan(400)
})

test('closes the connection when the source fails, so that readers reconnect', async () => {
  const url = await served(() =>
    sseResponse(async function* () {
      yield { data: 1 }
      throw new Error('lost')
    }),
  )
  const response = await fetch(url)
  await expect(response.text()).rejects.toThrow()
})

test('leaves no stream running after a HEAD request', async () => {
  let ended = 0
  const url = await served(() =>
    sseResponse(
      async function* (signal) {
        yield { data: 'one' }
        await once(signal, 'abort')
      },
      { onEnd: () => (ended += 1) },
    ),
  )
  const response = await fetch(url, { method: 'HEAD' })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  expect([await response.text(), ended]).toEqual(['', 1])
})

test('sends an HTTP/1.0 client text without chunked encoding, and closes the connection at its end', async () => {
  const url = new URL(await served(() => sseResponse(two())))
  const socket = connect(Number(url.port), url.hostname)
  socket.write(`GET / HTTP/1.0\r\nhost: ${url.host}\r\n\r\n`)
  const received = (await socket.toArray()).join('')
  expect(received.slice(received.indexOf('\r\n\r\n') + 4)).toBe('data: eins\n\ndata: zwölf\n\n')
})

test('reuses a connection after a stream, which ends with its last chunk', async () => {
  const url = new URL(await served(() => sseResponse(two())))
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const ports = new Set<number | undefined>()
  for (const _ of [1, 2]) {
    const response = await new Promise<http.IncomingMessage>((resolve) => http.get(url, { agent }, resolve))
    ports.add(response.socket.localPort)
    expect(response.headers['transfer-encoding']).toBe('chunked')
    expect((await response.setEncoding('utf8').toArray()).join('')).toBe('data: eins\n\ndata: zwölf\n\n')
  }
  expect(ports.size).toBe(1)
  agent.destroy()
})
