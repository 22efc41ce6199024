import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DirectRequest } from './direct-request'

let arrival = Promise.withResolvers<{ incoming: IncomingMessage; direct: DirectRequest; gone: Promise<unknown> }>()
const server = http.createServer((incoming, outgoing) =>
  arrival.resolve({ incoming, direct: new DirectRequest(incoming, outgoing), gone: once(outgoing, 'close') }),
)
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => void server.close())

/** A request whose caller disconnects before its body is read. */
async function disconnectedRequest(body: string, isWhole: boolean) {
  arrival = Promise.withResolvers()
  const { port } = server.address() as AddressInfo
  const headers = { 'transfer-encoding': 'chunked' }
  const request = http.request({ port, host: '127.0.0.1', method: 'POST', headers })
  request.on('error', () => {})
  request.write(body)
  if (isWhole) request.end()
  const { incoming, direct, gone: closed } = await arrival.promise
  if (isWhole) await expect.poll(() => incoming.complete).toBe(true)
  request.destroy()
  await closed
  return direct
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString()
}

test('reads a complete body after its caller has disconnected', async () => {
  expect(await textOf((await disconnectedRequest('{"a":1}', true)).body)).toBe('{"a":1}')
})

test('does not treat a caller that disconnects in mid-body as an internal error', async () => {
  await expect(textOf((await disconnectedRequest('{', false)).body)).rejects.toMatchObject({ code: 'CANCELLED' })
  await expect((await disconnectedRequest('{', false)).bytes()).rejects.toMatchObject({ code: 'CANCELLED' })
})
