import { afterEach, expect, test, vi } from 'vitest'
import type { ModelCall, ProviderConnection } from '../provider-client'
import { callOf, collect, collectCompletion } from '../testing/collect'
import { destroyAfterWrites, sendJson, sendSse, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

// Shortens the idle limit, which distinguishes silence from a long answer.
vi.mock('@/lib/egress/limits', async (original) => {
  const { LIMITS, ...others } = await original<typeof import('@/lib/egress/limits')>()
  const [model, answer] = [
    { ...LIMITS.model, idleMs: 100 },
    { ...LIMITS.answer, idleMs: 3_000, totalMs: 3_000 },
  ]
  return { ...others, LIMITS: { ...LIMITS, model, answer } }
})

let server: WireServer | undefined
afterEach(() => server?.close())

async function connect(answer: Parameters<typeof startWireServer>[0], fields = {}) {
  server = await startWireServer(answer)
  return { baseUrl: `${server.url}/v1`, apiKey: 'sk-test', fields, fetch: server.egress.within(null) }
}

const completion = (message: object, finish: string | null, overrides: object = {}) => ({
  id: 'c1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [
    { index: 0, message: { role: 'assistant', content: null, refusal: null, ...message }, finish_reason: finish },
  ],
  usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9, prompt_tokens_details: { cached_tokens: 4 } },
  ...overrides,
})
const chunk = (content: string, finish: string | null = null) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: { content }, finish_reason: finish }],
})
const request = (connection: ProviderConnection, call: Partial<ModelCall> = {}) =>
  collectCompletion(client, connection, callOf(call))
const sentBodies = () => (server?.requests ?? []).map(({ body }) => JSON.parse(body))
const USAGE = { type: 'usage', inputTokens: 7, outputTokens: 2, cachedInputTokens: 4 }

test('requests a non-streaming response and converts it to text, usage and finish reason', async () => {
  const connection = await connect((_, response) => sendJson(response, 200, completion({ content: 'Hello' }, 'stop')))
  expect((await request(connection)).chunks).toEqual([
    USAGE,
    { type: 'text', text: 'Hello' },
    { type: 'finish', reason: 'stop' },
  ])
  const [sent] = sentBodies()
  expect(sent).toMatchObject({ model: 'm', stream: false })
  expect(sent).not.toHaveProperty('stream_options')
})

test('reads complete tool calls, even without an id or with arguments as an object', async () => {
  const calls = [
    { id: 'a', type: 'function', function: { name: 'add', arguments: '{"x":1}' } },
    { type: 'function', function: { name: 'now', arguments: {} } },
    { type: 'function', function: { name: 'now', arguments: '' } },
  ]
  const connection = await connect((_, response) =>
    sendJson(response, 200, completion({ tool_calls: calls, reasoning_content: 'Hm.' }, 'tool_calls')),
  )
  const { chunks, error } = await request(connection)
  expect(error).toBeNull()
  expect(chunks).toEqual([
    USAGE,
    { type: 'reasoning', text: 'Hm.' },
    { type: 'tool-call', call: { id: 'a', name: 'add', arguments: { x: 1 } } },
    { type: 'tool-call', call: { id: expect.stringMatching(/^call_/), name: 'now', arguments: {} } },
    { type: 'tool-call', call: { id: expect.stringMatching(/^call_/), name: 'now', arguments: {} } },
    { type: 'finish', reason: 'tool-calls' },
  ])
})

test('returns reasoning with its calls where the service requires it', async () => {
  const { default: deepseek } = await import('../deepseek/client')
  const calls = [{ id: 'a', type: 'function', function: { name: 'add', arguments: '{}' } }]
  const connection = await connect((_, response) =>
    sendJson(response, 200, completion({ tool_calls: calls, reasoning_content: 'Hm.' }, 'tool_calls')),
  )
  const { chunks } = await collectCompletion(deepseek, connection, callOf())
  expect(chunks).toContainEqual({
    type: 'tool-call',
    call: { id: 'a', name: 'add', arguments: {}, signature: 'reasoning:Hm.' },
  })
})

test.each([
  ['half arguments', { tool_calls: [{ id: 'a', function: { name: 'add', arguments: '{"x":' } }] }, 'tool_calls'],
  [
    'no arguments at the longest length',
    { tool_calls: [{ id: 'a', function: { name: 'add', arguments: '' } }] },
    'length',
  ],
])('reports a tool call with %s as a typed error', async (_, message, finish) => {
  const connection = await connect((_, response) => sendJson(response, 200, completion(message, finish)))
  const { error } = await request(connection)
  expect([error?.code, error?.details]).toEqual(['MODEL_FAILED', { malformedToolCall: 'add' }])
})

test.each([
  ['a filter', 'content_filter', 'filter'],
  ['the longest length', 'length', 'length'],
  ['nothing that it names', null, 'stop'],
])('reports an answer that ends by %s', async (_, answer, reason) => {
  const connection = await connect((_, response) => sendJson(response, 200, completion({ content: 'x' }, answer)))
  expect((await request(connection)).chunks.at(-1)).toEqual({ type: 'finish', reason })
})

test.each([
  [401, { error: { message: 'No.' } }, 'MODEL_UNAUTHORIZED'],
  [429, { error: { message: 'Slow down' } }, 'MODEL_RATE_LIMITED'],
  [400, { error: { message: 'context_length_exceeded: maximum context length' } }, 'LIMIT_EXCEEDED'],
  [500, { error: { message: 'No.' } }, 'MODEL_FAILED'],
  [200, { error: { message: 'No.', code: 429 } }, 'MODEL_RATE_LIMITED'],
  [200, { object: 'list', data: [] }, 'MODEL_FAILED'],
  [200, { choices: 'none' }, 'MODEL_FAILED'],
])('reports a response %i with %j as a typed error, once', async (status, body, code) => {
  const connection = await connect((_, response) => sendJson(response, status, body))
  const { error, chunks } = await request(connection)
  expect([error?.code, chunks, server?.requests.length]).toEqual([code, [], 1])
})

test.each([
  ['half JSON', '{"choices":[{"mess', 'MODEL_FAILED'],
  ['a page', '<html>Welcome</html>', 'MODEL_FAILED'],
])('%s is an invalid answer', async (_, body, code) => {
  const connection = await connect((_, response) => void response.end(body))
  const { error } = await request(connection)
  expect([error?.code, error?.isFinal]).toEqual([code, true])
})

test('treats a connection lost before the response as transient, since there was no output', async () => {
  const connection = await connect((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":')
    destroyAfterWrites(response)
  })
  const { error } = await request(connection)
  expect([error?.code, error?.isFinal]).toEqual(['MODEL_UNREACHABLE', false])
})

test('reads the stream of a server that always streams', async () => {
  const connection = await connect((_, response) => sendSse(response, [chunk('Hel'), chunk('lo', 'stop'), '[DONE]']))
  const { chunks } = await request(connection)
  expect(chunks).toEqual([
    { type: 'text', text: 'Hello' },
    { type: 'finish', reason: 'stop' },
  ])
})

test('reads an unrequested stream of any total length', async () => {
  const longText = 'x'.repeat(1_000_000)
  const connection = await connect((_, response) =>
    sendSse(response, [...Array<object>(5).fill(chunk(longText)), chunk('', 'stop'), '[DONE]']),
  )
  const { text, error } = await request(connection)
  expect([text.length, error]).toEqual([5_000_000, null])
})

test('switches to streaming for a model that requires it, and reports other rejections at once', async () => {
  const connection = await connect(({ body }, response) =>
    JSON.parse(body).stream
      ? sendSse(response, [chunk('Hi', 'stop'), '[DONE]'])
      : sendJson(response, 400, { error: { message: 'This model only supports stream mode.' } }),
  )
  expect((await request(connection)).text).toBe('Hi')
  expect(sentBodies().map(({ stream }) => stream)).toEqual([false, true])
  await server?.close()
  const other = await connect((_, response) => sendJson(response, 400, { error: { message: 'No such field.' } }))
  expect((await request(other)).error?.code).toBe('INVALID_INPUT')
  expect(sentBodies().map(({ stream }) => stream)).toEqual([false])
})

test('drops an unsupported schema in non-streaming requests too', async () => {
  const connection = await connect(({ body }, response) =>
    body.includes('response_format')
      ? sendJson(response, 400, { error: { message: 'Unknown field' } })
      : sendJson(response, 200, completion({ content: '{}' }, 'stop')),
  )
  const { text } = await request(connection, { responseSchema: { type: 'object' } })
  expect([text, sentBodies().map(({ stream }) => stream)]).toEqual(['{}', [false, false]])
})

test('closes the socket when stopped while the server is silent', async () => {
  const connection = await connect(() => {})
  const controller = new AbortController()
  const reading = request(connection, { signal: controller.signal })
  await expect.poll(() => server?.requests.length).toBe(1)
  controller.abort()
  expect((await reading).error?.code).toBe('CANCELLED')
  await expect.poll(() => server?.requests[0]?.isAborted()).toBe(true)
})

test('ends a stream that is silent after the headers, but gives a non-streaming response the full time', async () => {
  const answers: (() => void)[] = []
  const connection = await connect(({ body }, response) => {
    const isStream = JSON.parse(body).stream
    response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' })
    response.flushHeaders()
    if (!isStream) answers.push(() => response.end(JSON.stringify(completion({ content: 'late' }, 'stop'))))
  })
  const waiting = request(connection)
  const streamed = await collect(client.chat(connection, callOf()))
  for (const answer of answers) answer()
  const inOnePiece = await waiting
  expect([streamed.error?.code, inOnePiece.text, inOnePiece.error]).toEqual(['TIMEOUT', 'late', null])
})

test('ends a call that is silent for longer than its limit', async () => {
  const connection = await connect(() => {})
  expect((await request(connection)).error?.code).toBe('TIMEOUT')
  await expect.poll(() => server?.requests[0]?.isAborted()).toBe(true)
})

test('reports whether a connection always streams', () => {
  const connection = { baseUrl: 'https://models.example/v1', apiKey: null, fetch: globalThis.fetch }
  const completer = (fields: Record<string, string>) => client.completer?.({ ...connection, fields }) ?? null
  expect([completer({}), completer({ alwaysStream: 'no' })]).not.toContain(null)
  expect(completer({ alwaysStream: 'yes' })).toBeNull()
})
