import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { expect, test } from 'vitest'
import { CallResponse } from '../server/request-listener'
import { addHeaders, fillHeaders, TextResponse } from './light-response'

/** The response as received over a socket, with these defaults. */
async function served(make: () => Response, defaults: Record<string, string> = {}): Promise<Response> {
  const call = getRequestListener(make, { overrideGlobalObjects: false })
  const server = http.createServer({ ServerResponse: CallResponse }, (request, response) => {
    response.defaults = defaults
    void call(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const response = await fetch(`http://127.0.0.1:${portOf(server.address())}/`)
  server.closeAllConnections()
  server.close()
  return response
}

const portOf = (address: AddressInfo | string | null): number =>
  address === null || typeof address === 'string' ? 0 : address.port

const text = () => new TextResponse('hello', { status: 201, headers: { 'content-type': 'text/plain', 'x-a': 'own' } })

test('sends added headers, whether or not existing ones were read before', async () => {
  for (const touch of [() => {}, (response: Response) => response.headers.get('x-a')]) {
    const reply = await served(() => {
      const response = text()
      touch(response)
      addHeaders(response, { 'x-a': 'added', 'x-b': 'added' })
      fillHeaders(response, { 'x-b': 'filled', 'x-c': 'filled' })
      return response
    })
    expect([reply.status, await reply.text()]).toEqual([201, 'hello'])
    expect(['x-a', 'x-b', 'x-c'].map((name) => reply.headers.get(name))).toEqual(['added', 'added', 'filled'])
  }
})

test('shows added headers when they are read afterwards', () => {
  const response = text()
  addHeaders(response, { 'x-b': 'added' })
  expect(Object.fromEntries(response.headers)).toEqual({ 'content-type': 'text/plain', 'x-a': 'own', 'x-b': 'added' })
})

test('adds default headers unless the response sets them', async () => {
  const defaults = { 'x-a': 'default', 'x-d': 'default' }
  for (const make of [text, () => new Response('hello', { headers: { 'x-a': 'own' } })]) {
    const response = await served(make, defaults)
    expect([response.headers.get('x-a'), response.headers.get('x-d')]).toEqual(['own', 'default'])
  }
  const empty = await served(() => new Response(null, { status: 204 }), defaults)
  expect([empty.status, empty.headers.get('x-a'), empty.headers.get('x-d')]).toEqual([204, 'default', 'default'])
})
