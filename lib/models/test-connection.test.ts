import { afterEach, expect, test } from 'vitest'
import { createEgress } from '@/lib/egress/create-egress'
import { sendJson, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import { testConnection } from './test-connection'

let server: WireServer | undefined
afterEach(() => server?.close())

async function messageOf(
  answer: Parameters<typeof startWireServer>[0],
  options: { apiKey?: string; path?: string } = {},
) {
  server = await startWireServer(answer)
  const settings = {
    provider: 'openai-compatible',
    baseUrl: `${server.url}${options.path ?? '/v1'}`,
    apiKey: options.apiKey ?? null,
  }
  const tested = await testConnection(settings, server.egress.fetch)
  return tested.ok ? 'ok' : tested.problem.message
}

test('distinguishes a missing key from a wrong one', async () => {
  expect(await messageOf((_, response) => sendJson(response, 401, {}))).toBe(
    'The server requires an API key. Enter one.',
  )
  await server?.close()
  expect(await messageOf((_, response) => sendJson(response, 401, {}), { apiKey: 'sk-1' })).toMatch(
    /rejected the API key/,
  )
})

test('suggests the working address when /v1 is missing', async () => {
  const message = await messageOf(
    (request, response) =>
      request.url === '/v1/models' ? sendJson(response, 200, { data: [{ id: 'm' }] }) : sendJson(response, 404, {}),
    { path: '' },
  )
  expect(message).toBe(`${server?.url} has no list of models. Use ${server?.url}/v1 instead.`)
})

test('explains a web page, an empty list and truncated JSON', async () => {
  expect(await messageOf((_, response) => response.end('<html></html>'))).toMatch(/not like this kind of model service/)
  await server?.close()
  expect(await messageOf((_, response) => sendJson(response, 200, { data: [] }))).toMatch(/no models yet/)
  await server?.close()
  expect(await messageOf((_, response) => response.end('{"data":['))).toMatch(/not like this kind of model service/)
})

test('reports a closed port, and for a blocked address the setting that would allow it', async () => {
  server = await startWireServer(() => {})
  const settings = { provider: 'ollama', baseUrl: server.url, apiKey: null }
  const blocked = await testConnection(settings, createEgress({ allow: '' }).fetch)
  expect(blocked).toMatchObject({ ok: false, localAddress: new URL(server.url).host })
  const elsewhere = { ...settings, baseUrl: 'http://10.0.0.1:9200' }
  expect(await testConnection(elsewhere, createEgress({ allow: '' }).fetch)).toMatchObject({
    ok: false,
    problem: { message: expect.stringContaining('EGRESS_ALLOW="http://10.0.0.1:9200"') },
    localAddress: null,
  })
  const { url } = server
  await server.close()
  server = undefined
  const rejected = await testConnection(settings, createEgress({ allow: url }).fetch)
  expect(rejected.ok ? '' : rejected.problem.message).toMatch(
    /nothing listens at this address.*whether the server is running/,
  )
})

test('reports missing fields without a request', async () => {
  const tested = await testConnection(
    { provider: 'anthropic', baseUrl: null, apiKey: null },
    createEgress({ allow: '' }).fetch,
  )
  expect(tested).toMatchObject({
    ok: false,
    localAddress: null,
    problem: { key: 'connections.apiKeyRequired', message: 'Anthropic requires an API key.' },
  })
  const unknown = await testConnection(
    { provider: 'constructor', baseUrl: null, apiKey: null },
    createEgress({ allow: '' }).fetch,
  )
  expect(unknown.ok).toBe(false)
})
