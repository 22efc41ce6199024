import { expect, test } from 'vitest'
import type { ServiceCall } from '@/lib/engine/ports'
import { callService } from './service-call'
import { egressTo, serve } from './test-egress'
import { failureOf } from './test-server'

const request = (url: string, overrides: Partial<ServiceCall> = {}): ServiceCall => ({
  method: 'GET',
  url,
  headers: { authorization: 'Bearer secret' },
  hosts: [new URL(url).host],
  maxBytes: 1_000,
  timeoutMs: 5_000,
  signal: new AbortController().signal,
  ...overrides,
})

test('blocks a redirect to another host, which receives neither request nor credential', async () => {
  const other = await serve()
  const server = await serve((_, response) => response.writeHead(302, { location: `${other.url}/x` }).end())
  const failure = await failureOf(callService(egressTo(server, other).within(null).stream, request(server.url)))
  expect([failure.code, server.hits(), other.hits()]).toEqual(['EGRESS_BLOCKED', 1, 0])
})

test('follows a redirect to another listed host without the credential', async () => {
  const other = await serve((_, response) => response.end('file'))
  const server = await serve((_, response) => response.writeHead(302, { location: `${other.url}/x` }).end())
  const hosts = [server, other].map(({ port }) => `127.0.0.1:${port}`)
  const response = await callService(egressTo(server, other).within(null).stream, request(server.url, { hosts }))
  expect(new TextDecoder().decode(response.bytes)).toBe('file')
  expect(other.seen[0]?.request.headers.authorization).toBeUndefined()
})

test('follows a redirect on the same host with the credential', async () => {
  const server = await serve((incoming, response) => {
    if (incoming.url === '/new') response.end('moved')
    else response.writeHead(301, { location: '/new' }).end()
  })
  const response = await callService(egressTo(server).within(null).stream, request(`${server.url}/old`))
  expect(new TextDecoder().decode(response.bytes)).toBe('moved')
  expect(server.seen[1]?.request.headers.authorization).toBe('Bearer secret')
})

test('does not call a host that is not listed', async () => {
  const server = await serve()
  const call = request(server.url, { hosts: ['api.example.com'] })
  const failure = await failureOf(callService(egressTo(server).within(null).stream, call))
  expect([failure.code, server.hits()]).toEqual(['EGRESS_BLOCKED', 0])
})

test('sends and returns bytes, and reports when the request was sent', async () => {
  const server = await serve((_, response) => response.end(Buffer.from([0, 255, 10])))
  let sent = 0
  const onSent = () => {
    sent += 1
  }
  const body = new TextEncoder().encode('é')
  const stream = egressTo(server).within(null).stream
  const response = await callService(stream, request(server.url, { method: 'POST', body, onSent }))
  expect([[...response.bytes], server.seen[0]?.body, sent]).toEqual([[0, 255, 10], 'é', 1])
  const closed = request('http://127.0.0.1:9', { onSent })
  await failureOf(callService(stream, closed))
  expect(sent).toBe(1)
})

test('stops at the size limit and keeps a broken credential out of the error', async () => {
  const server = await serve((_, response) => response.end(Buffer.alloc(2_000)))
  const stream = egressTo(server).within(null).stream
  expect((await failureOf(callService(stream, request(server.url)))).code).toBe('LIMIT_EXCEEDED')
  const broken = request(server.url, { headers: { authorization: 'Bearer se\r\ncret' } })
  const failure = await failureOf(callService(stream, broken))
  expect(failure.code).toBe('INVALID_INPUT')
  expect(failure.message).not.toContain('cret')
})
