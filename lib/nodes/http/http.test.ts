import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { listMarkers } from '@/lib/engine/connection-markers'
import type { EnginePorts, HttpRequest, HttpResponse } from '@/lib/engine/ports'
import { compile } from '@/lib/graph/compile'
import { manifestOf } from '../manifests.gen'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

async function call(config: JsonObject, message: string, answer: Partial<HttpResponse> = {}) {
  const sent: HttpRequest[] = []
  const http: EnginePorts['http'] = {
    send: async (request) => {
      sent.push(request)
      return { status: 200, headers: {}, body: 'ok', ...answer }
    },
  }
  const requests: unknown[] = []
  const secrets: EnginePorts['secrets'] = {
    reveal: async (request) => {
      requests.push(request)
      return 's3cret'
    },
  }
  const graph = chatApp(
    [{ id: 'h', type: 'http', config }],
    ['in.message -> h.q', 'h.text -> out.text', 'h.json -> out.data'],
  )
  const ran = await runApp(graph, { inputs: { message }, ports: { http, secrets } })
  return { ...ran, sent, requests }
}

test('keeps any value within one path segment', async () => {
  const url = 'https://api.example.com/orders/{{q}}?x={{q}}'
  const { sent } = await call({ url }, '../../admin?a=1#b //evil.test @x')
  const encoded = encodeURIComponent('../../admin?a=1#b //evil.test @x')
  expect(sent[0]?.url).toBe(`https://api.example.com/orders/${encoded}?x=${encoded}`)
})

test.each(['..', '.', '%2e%2E'])('prevents the value %s from leaving the path', async (value) => {
  const { error, sent } = await call({ url: 'https://api.example.com/orders/{{q}}/items' }, value)
  // A percent sign is encoded, so that only bare dots remain to reject.
  if (value.startsWith('%')) expect(sent[0]?.url).toBe('https://api.example.com/orders/%252e%252E/items')
  else expect([error?.code, sent.length]).toEqual(['INVALID_INPUT', 0])
})

test.each(['https://{{q}}/x', 'https://api.{{q}}.com/', 'https://{{q}}@api.example.com/', 'ftp://x', ''])(
  'reports the address “%s” as a graph issue',
  (url) => {
    expect(manifest.check?.(manifest.config.parse({ url }), 'h')).toMatchObject([{ severity: 'error', path: 'url' }])
  },
)

test('sends a secret in its header, requested by name and origin, and prevents header injection', async () => {
  const headers = [{ name: 'X-Note', value: '{{q}}' }]
  const { sent, requests } = await call(
    { url: 'https://api.example.com:8443/x', secret: 'shop', headers },
    'a\r\nx-evil: 1',
  )
  expect(requests).toEqual([{ name: 'shop', origin: 'api.example.com:8443' }])
  expect(sent[0]?.headers).toMatchObject({ Authorization: 'Bearer s3cret', 'x-note': 'a x-evil: 1' })
})

test('requests a secret for a plain http origin', async () => {
  const { requests } = await call({ url: 'http://api.example.com/x?q={{q}}', secret: 'shop' }, 'q')
  expect(requests).toEqual([{ name: 'shop', origin: 'http://api.example.com' }])
})

test('writes values into a JSON body as JSON, and detects quotes around them', async () => {
  const config = { url: 'https://a.example/x', method: 'POST', bodyKind: 'json' }
  const { sent } = await call({ ...config, jsonBody: '{"q": {{q}}}' }, 'say "hi"')
  expect(sent[0]).toMatchObject({ body: '{"q": "say \\"hi\\""}', method: 'POST' })
  expect(sent[0]?.idempotencyKey).toBe('0198c0de-0000-7000-8000-000000000001:h')
  const quoted = await call({ ...config, jsonBody: '{"q": "{{q}}"}' }, 'x')
  expect(quoted.error?.message).toMatch(/not "\{\{name\}\}"/)
})

test('offers a JSON response as text and as JSON', async () => {
  const { outputs } = await call({ url: 'https://a.example/{{q}}' }, 'x', { body: '{"a":1}' })
  expect(outputs).toEqual({ text: '{"a":1}', data: { a: 1 } })
})

test.each([
  [429, 'RATE_LIMITED'],
  [503, 'UNAVAILABLE'],
  [404, 'TOOL_FAILED'],
])('a response with status %i is %s, or passed on if configured', async (status, code) => {
  const url = 'https://a.example/{{q}}'
  const { error } = await call({ url }, 'x', { status, body: 'why' })
  expect(error).toMatchObject({ code, message: `a.example answered ${status}: why` })
  expect((await call({ url, failOnStatus: false }, 'x', { status, body: 'why' })).outputs?.text).toBe('why')
})

const connected = (config: JsonObject = {}) => ({
  url: 'https://api.example.com/{{q}}',
  connections: [{ connection: 'c1', name: 'crm', authorize: true }],
  ...config,
})

test('lets the port fill in the values of connections', async () => {
  const { sent, error } = await call(connected({ headers: [{ name: 'x-key', value: '{{connection.crm.key}}' }] }), 'hi')
  expect(error).toBeNull()
  expect(sent[0]?.connections).toEqual([{ connection: 'c1', name: 'crm', authorize: true }])
  expect(listMarkers(sent[0]?.headers['x-key'] ?? '')).toEqual([{ encoding: 'text', name: 'crm', field: 'key' }])
})

test.each([
  [{ url: 'https://{{connection.crm.host}}/x' }, 'url'],
  [{ connections: [{ connection: '', name: 'crm' }] }, 'connections.0.connection'],
  [{ connections: ['a', 'a'].map((name) => ({ connection: 'c', name })) }, 'connections.1.name'],
])('names the wrong setting of %j', (change, path) => {
  const config = manifest.config.parse(connected(change))
  expect(manifest.check?.(config, 'h')).toMatchObject([{ severity: 'error', path }])
})

test('a connection that the step does not list is an unknown reference', () => {
  const config = connected({ headers: [{ name: 'x', value: '{{connection.other.key}}' }] })
  const graph = chatApp([{ id: 'h', type: 'http', config }], ['in.message -> h.q', 'h.text -> out.text'])
  const compiled = compile({ graph, manifests: manifestOf })
  expect(compiled).toMatchObject({ ok: false, issues: [{ code: 'UNKNOWN_REFERENCE', nodeId: 'h' }] })
})

test('keeps the settings of version 1 unchanged', () => {
  const config = { url: 'https://api.example.com', secret: 'shop' }
  expect(manifest.migrate?.(1, config)).toBe(config)
  expect(manifest.config.parse(config)).toMatchObject({ ...config, connections: [] })
})
