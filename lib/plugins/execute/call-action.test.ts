import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { EnginePorts, ServiceCall } from '@/lib/engine/ports'
import type { ServiceResponse } from '@/lib/engine/service-messages'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { layout } from '@/lib/graph/schema/field-layout'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { type ActionDefinition, defineAction } from '../action'
import { definePlugin } from '../manifest-types'
import { callAction } from './call-action'
import type { WriteJournal } from './service-session'

const plugin = definePlugin({
  id: 'sample',
  label: 'Sample',
  description: 'A service.',
  categories: ['documents'],
  synonyms: [],
  docsUrl: 'https://example.com',
  baseUrl: 'https://api.example.com/v1',
  hosts: ['api.example.com'],
  connections: [
    { id: 'none', label: 'None', kind: 'none' },
    { id: 'token', label: 'Token', kind: 'bearer', keyLabel: 'Token' },
  ],
})

const text = (label: string) => z.string().optional().meta(layout({ label }))

const base = defineAction({
  id: 'sample',
  version: 1,
  label: 'Sample',
  description: 'A sample.',
  connections: ['none', 'token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ a: text('A'), b: text('B'), list: z.array(z.string()).optional(), n: z.number().optional() }),
  output: z.looseObject({}),
  request: { method: 'POST', path: '/items' },
})

interface CallOptions {
  input?: JsonObject
  replies?: (Partial<ServiceResponse> & { text?: string; fail?: AppError; isSent?: boolean })[]
  connection?: string
  connections?: EnginePorts['connections']
  journal?: WriteJournal
}

async function call(overrides: Partial<ActionDefinition>, options: CallOptions = {}) {
  const { input = {}, replies = [{ text: '{}' }], connection = '', connections, journal } = options
  const sent: ServiceCall[] = []
  const services: EnginePorts['services'] = {
    call: async (request) => {
      const {
        text: body = '',
        fail,
        isSent = true,
        ...reply
      } = replies[Math.min(sent.length, replies.length - 1)] ?? {}
      sent.push(request)
      if (isSent) request.onSent?.()
      if (fail) throw fail
      const headers = { 'content-type': 'application/json' }
      return { status: 200, headers, bytes: new TextEncoder().encode(body), ...reply }
    },
  }
  const action = { ...base, ...overrides } as ActionDefinition
  const ports = fakePorts({ services, ...(connections ? { connections } : {}) })
  const common = { plugin, action, connection, ports, input, timeoutMs: 1_000, signal: new AbortController().signal }
  const outcome = await callAction({
    ...common,
    idempotencyKey: 'key-1',
    now: () => 0,
    log: () => {},
    ...(journal ? { journal } : {}),
  }).then(
    (outputs) => ({ outputs, error: null }),
    (error: unknown) => ({
      outputs: null,
      error: AppError.isInstance(error) ? error : internalError(String(error)),
    }),
  )
  return { ...outcome, sent }
}

test('encodes values of path and query, and removes absent ones', async () => {
  const { sent } = await call(
    { request: { method: 'GET', path: '/items/{{a}}', query: { q: '{{b}}', all: '{{list}}', x: 'n-{{n}}', y: 'z' } } },
    { input: { a: 'x/../y?#&é', list: ['1&2', '3'] } },
  )
  expect(sent[0]?.url).toBe('https://api.example.com/v1/items/x%2F..%2Fy%3F%23%26%C3%A9?all=1%262&all=3&y=z')
})

test.each(['.', '..', '%2e%2e', 'x/..'])('does not let the value “%s” leave the path', async (a) => {
  const { error, sent } = await call({ request: { method: 'GET', path: '/items/{{+a}}/x' } }, { input: { a } })
  if (a.startsWith('%')) expect(sent[0]?.url).toBe('https://api.example.com/v1/items/%252e%252e/x')
  else expect([error?.code, sent.length]).toEqual(['INVALID_INPUT', 0])
})

test('inserts values into JSON as JSON, and removes absent properties and items', async () => {
  const json: Json = {
    a: '{{a}}',
    b: '{{b}}',
    n: '{{n}}',
    list: '{{list}}',
    text: 'n = {{n}}',
    nested: { b: '{{b}}', deep: [{ b: '{{b}}' }] },
    kept: {},
    items: ['{{b}}', 1, null],
  }
  const { sent } = await call(
    { request: { method: 'POST', path: '/x', body: { json } } },
    {
      input: { a: '"},{"evil":{{b}}', n: 5, list: ['x'] },
    },
  )
  expect(JSON.parse(String(sent[0]?.body))).toEqual({
    a: '"},{"evil":{{b}}',
    n: 5,
    list: ['x'],
    text: 'n = 5',
    kept: {},
    items: [1, null],
  })
})

test('removes control characters from headers', async () => {
  const request = { method: 'GET' as const, path: '/x', headers: { 'X-Note': 'a {{a}}', 'X-None': '{{b}}' } }
  const { sent } = await call({ request }, { input: { a: '1\r\nx-evil: 2\u0000' } })
  expect(sent[0]?.headers).toEqual({ accept: 'application/json', 'x-note': 'a 1 x-evil: 2 ' })
})

test('encodes forms, raw bodies and their types', async () => {
  const form = await call(
    { request: { method: 'POST', path: '/x', body: { form: { a: '{{a}}', b: '{{b}}', l: '{{list}}' } } } },
    {
      input: { a: 'x&y=z', list: ['1', '2'] },
    },
  )
  expect(form.sent[0]).toMatchObject({
    body: 'a=x%26y%3Dz&l=1&l=2',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  const raw = await call(
    { request: { method: 'POST', path: '/x', body: { raw: '{{a}}', contentType: 'text/csv' } } },
    {
      input: { a: '1,2' },
    },
  )
  expect(raw.sent[0]).toMatchObject({ body: '1,2', headers: { 'content-type': 'text/csv' } })
})

test.each([
  [{ header: 'Idempotency-Key' }, { headers: { 'idempotency-key': 'key-1' } }],
  [{ field: 'client_id' }, { body: '{"client_id":"key-1"}' }],
])('sends the idempotency key as %j', async (idempotency, expected) => {
  const request = { method: 'POST' as const, path: '/x', body: { json: {} } }
  const { sent } = await call({ idempotency, request } as Partial<ActionDefinition>)
  expect(sent[0]).toMatchObject(expected)
})

test('picks outputs by JSON Pointer, own properties only', async () => {
  const { outputs } = await call(
    { pick: { a: '/a~1b/0', none: '/constructor/name', list: { list: '/items', each: { id: '/id' } } } },
    { replies: [{ text: '{"a/b":[7],"items":[{"id":1,"x":2},{"y":3}]}' }] },
  )
  expect(outputs).toEqual({ a: 7, list: [{ id: 1 }, {}] })
})

test.each<[string, string, Record<string, string>, object]>([
  [
    'a web page with status 200',
    '<html>Sign in</html>',
    { 'content-type': 'text/html' },
    { code: 'TOOL_FAILED', message: 'Sample returned a web page instead of JSON.' },
  ],
  ['nesting over 200', `${'['.repeat(201)}${']'.repeat(201)}`, {}, { code: 'INVALID_JSON' }],
  ['a million brackets', '['.repeat(1_000_000), {}, { code: 'INVALID_JSON' }],
  ['half a document', '{"a":', {}, { code: 'INVALID_JSON' }],
])('rejects %s', async (_, body, headers, expected) => {
  const { error } = await call({}, { replies: [{ text: body, headers }] })
  expect(error).toMatchObject(expected)
})

test('drops __proto__ keys of a response', async () => {
  const { outputs } = await call({ pick: { a: '/a' } }, { replies: [{ text: '{"a":{"__proto__":{"x":1},"y":2}}' }] })
  expect(outputs).toEqual({ a: { y: 2 } })
})

test('reports a response over the limit as TOO_LARGE', async () => {
  const fail = new AppError('LIMIT_EXCEEDED', verbatim('The response is larger than 10 MB.'))
  const { error } = await call({ effect: 'read' } as Partial<ActionDefinition>, { replies: [{ fail }] })
  expect(error).toMatchObject({ code: 'TOO_LARGE', message: 'The response is larger than 10 MB.' })
})

test('does not call a host outside of the plugin', async () => {
  const { error, sent } = await call({ request: { method: 'GET', path: 'https://evil.test/x' } })
  expect([error?.code, sent.length]).toEqual(['EGRESS_BLOCKED', 0])
})

test('restricts the requests of an action’s own run function to the hosts, too', async () => {
  const { error, sent } = await call({
    run: async ({ http }) => {
      await http({ method: 'GET', url: 'https://api.example.com.evil.test/' })
      return {}
    },
  })
  expect([error?.code, sent.length]).toEqual(['EGRESS_BLOCKED', 0])
})

test.each([
  ['3', 3],
  ['Thu, 01 Jan 1970 00:00:01 GMT', 1],
])('passes on Retry-After %s', async (header, retryAfterSeconds) => {
  const { error } = await call({}, { replies: [{ status: 429, headers: { 'retry-after': header } }] })
  expect(error).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds, isFinal: retryAfterSeconds > 1 })
})

test('refreshes credentials once after a 401 and then reports the dead grant', async () => {
  const rejected: boolean[] = []
  const connections: EnginePorts['connections'] = {
    describe: async () => ({ kind: 'token', fields: {} }),
    authorize: async ({ request, isRejected = false }) => {
      rejected.push(isRejected)
      return { ...request, headers: { ...request.headers, authorization: 'Bearer x' } }
    },
  }
  const replies = [{ status: 401 }, { status: 200, text: '{"ok":true}' }]
  const good = await call({ pick: { ok: '/ok' } }, { connection: 'c1', connections, replies })
  expect([good.outputs, rejected]).toEqual([{ ok: true }, [false, true]])
  const dead = await call({}, { connection: 'c1', connections, replies: [{ status: 401 }] })
  expect(dead.error).toMatchObject({ code: 'RECONNECT_REQUIRED', details: { plugin: 'sample', connection: 'c1' } })
  expect(dead.sent).toHaveLength(2)
})

test('requires a connection if the action does', async () => {
  const { error, sent } = await call({ connections: ['token'] })
  expect([error?.code, sent.length]).toEqual(['CREDENTIAL_MISSING', 0])
})

/** The records of a run, kept across attempts. */
function memoryJournal() {
  const known = new Set<string>()
  let attempt = 0
  const journal = (): WriteJournal => ({
    beforeSend: async () => {
      do attempt += 1
      while (known.has(`settled-${attempt}`))
      if (known.has(`sent-${attempt}`)) throw new AppError('TOOL_FAILED', verbatim('unknown'))
      known.add(`sent-${attempt}`)
    },
    settled: async () => void known.add(`settled-${attempt}`),
  })
  return { journal, known }
}

test.each([
  ['a timeout', new AppError('TIMEOUT', verbatim('No answer.'))],
  ['a closed connection', new AppError('EGRESS_FAILED', verbatim('It closed the connection.'))],
])('does not repeat a write without an idempotency key after %s', async (_, fail) => {
  const { error } = await call({}, { replies: [{ fail }] })
  expect(error).toMatchObject({
    code: 'TOOL_FAILED',
    isFinal: true,
    message: 'Sample may have received this request. Check there, then retry the step.',
  })
})

test('leaves failures before the request and with an idempotency key to the retry policy', async () => {
  const fail = new AppError('EGRESS_FAILED', verbatim('Nothing listens.'))
  const before = await call({}, { replies: [{ fail, isSent: false }] })
  expect(before.error).toMatchObject({ code: 'EGRESS_FAILED', isFinal: false })
  const keyed = await call({ idempotency: { header: 'x-key' } } as Partial<ActionDefinition>, { replies: [{ fail }] })
  expect(keyed.error).toMatchObject({ code: 'EGRESS_FAILED', isFinal: false })
})

test('records a write before it is sent, and its outcome if that is known', async () => {
  const { journal, known } = memoryJournal()
  await call({}, { journal: journal(), replies: [{ status: 429 }] })
  expect([...known]).toEqual(['sent-1', 'settled-1'])
  await call({}, { journal: journal(), replies: [{ status: 500 }] })
  expect([...known]).toEqual(['sent-1', 'settled-1', 'sent-2'])
})

test('a list respects its limit, and fails with a failed page', async () => {
  const paginate = {
    type: 'offset',
    items: '/rows',
    as: 'rows',
    parameter: 'offset',
    limit: 'n',
    size: { parameter: 'size', max: 2 },
  }
  const list = { effect: 'read', request: { method: 'GET', path: '/x' }, paginate } as Partial<ActionDefinition>
  const full = { text: '{"rows":[1,2]}' }
  const { outputs, sent } = await call(list, { input: { n: 3 }, replies: [full, full, full] })
  expect(outputs).toEqual({ rows: [1, 2, 1] })
  expect(sent.map(({ url }) => url.split('?')[1])).toEqual(['size=2&offset=0', 'size=2&offset=2'])
  const failed = await call(list, { input: { n: 3 }, replies: [full, { status: 500 }] })
  expect(failed.error?.code).toBe('UNAVAILABLE')
})

test('reads at most 20 pages and 1,000 items', async () => {
  const list = {
    effect: 'read',
    request: { method: 'GET', path: '/x' },
    paginate: { type: 'page', items: '', as: 'rows', parameter: 'page', limit: 'n' },
  } as Partial<ActionDefinition>
  const pages = await call(list, { input: { n: 1_000 }, replies: [{ text: '[1]' }] })
  expect([pages.sent.length, pages.outputs?.rows]).toEqual([20, Array(20).fill(1)])
  const items = await call(list, { input: { n: 5_000 }, replies: [{ text: JSON.stringify(Array(600).fill(1)) }] })
  expect(items.outputs?.rows).toHaveLength(1_000)
})
