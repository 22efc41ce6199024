import { afterEach, expect, test } from 'vitest'
import { createEgress } from '@/lib/egress/create-egress'
import { callOf, collect } from '../testing/collect'
import { expectStopAtSocket } from '../testing/stop-at-socket'
import { destroyAfterWrites, sendJson, sendSse, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

type Answer = Parameters<typeof startWireServer>[0]

async function connect(answer: Answer, apiKey: string | null = 'sk-test') {
  server = await startWireServer(answer)
  return { baseUrl: `${server.url}/v1`, apiKey, fields: {}, fetch: server.egress.fetch }
}

const delta = (content: object, finish: string | null = null) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: content, finish_reason: finish }],
})
const USAGE = {
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [],
  usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
}

test('streams text, usage and the finish reason, and sends key, roles and limits', async () => {
  const connection = await connect((_, response) =>
    sendSse(response, [
      delta({ role: 'assistant', content: '' }),
      delta({ content: 'Hel' }),
      delta({ content: 'lo' }),
      delta({}, 'stop'),
      USAGE,
      '[DONE]',
    ]),
  )
  const messages = [
    { role: 'system' as const, content: 'Be kind.' },
    { role: 'user' as const, content: 'Hi' },
  ]
  const { chunks, error } = await collect(
    client.chat(connection, callOf({ messages, temperature: 0.5, maxOutputTokens: 9 })),
  )
  expect(error).toBeNull()
  expect(chunks).toEqual([
    // Text received in one read is emitted as one chunk.
    { type: 'text', text: 'Hello' },
    { type: 'usage', inputTokens: 7, outputTokens: 2 },
    { type: 'finish', reason: 'stop' },
  ])
  const sent = JSON.parse(server?.requests[0]?.body ?? '')
  expect(sent).toMatchObject({
    model: 'm',
    messages,
    temperature: 0.5,
    max_tokens: 9,
    stream: true,
    stream_options: { include_usage: true },
  })
  expect(server?.requests[0]?.headers.authorization).toBe('Bearer sk-test')
})

test('sends no authorization header without a key, and ignores OpenAI settings of the process', async () => {
  process.env.OPENAI_ORG_ID = 'org-of-the-operator'
  const connection = await connect(
    (_, response) => sendSse(response, [delta({ content: 'x' }, 'stop'), '[DONE]']),
    null,
  )
  await collect(client.chat(connection, callOf()))
  delete process.env.OPENAI_ORG_ID
  expect(server?.requests[0]?.headers.authorization).toBeUndefined()
  expect(server?.requests[0]?.headers['openai-organization']).toBeUndefined()
})

test('assembles parallel tool calls', async () => {
  const piece = (index: number, call: object) => delta({ role: 'assistant', tool_calls: [{ index, ...call }] })
  const connection = await connect((_, response) =>
    sendSse(response, [
      piece(0, { id: 'a', type: 'function', function: { name: 'add', arguments: '' } }),
      piece(0, { function: { arguments: '{"x":' } }),
      piece(1, { id: 'b', type: 'function', function: { name: 'now', arguments: '{}' } }),
      piece(0, { function: { arguments: '1}' } }),
      delta({}, 'tool_calls'),
      '[DONE]',
    ]),
  )
  const tools = [{ name: 'add', description: 'Adds', parameters: { type: 'object', properties: {} } }]
  const { chunks } = await collect(client.chat(connection, callOf({ tools })))
  expect(chunks).toEqual([
    { type: 'tool-call', call: { id: 'a', name: 'add', arguments: { x: 1 } } },
    { type: 'tool-call', call: { id: 'b', name: 'now', arguments: {} } },
    { type: 'finish', reason: 'tool-calls' },
  ])
  expect(JSON.parse(server?.requests[0]?.body ?? '').tools[0]).toEqual({
    type: 'function',
    function: { name: 'add', description: 'Adds', parameters: { type: 'object', properties: {} } },
  })
})

test("sends tool calls and results in OpenAI's format", async () => {
  const connection = await connect((_, response) => sendSse(response, [delta({ content: 'ok' }, 'stop'), '[DONE]']))
  await collect(
    client.chat(
      connection,
      callOf({
        messages: [
          { role: 'user', content: 'Add' },
          { role: 'assistant', content: '', toolCalls: [{ id: 'a', name: 'add', arguments: { x: 1 } }] },
          { role: 'tool', content: '2', toolCallId: 'a' },
        ],
      }),
    ),
  )
  const { messages } = JSON.parse(server?.requests[0]?.body ?? '')
  expect(messages[1].tool_calls[0]).toMatchObject({ id: 'a', function: { name: 'add', arguments: '{"x":1}' } })
  expect(messages[2]).toMatchObject({ role: 'tool', tool_call_id: 'a', content: '2' })
})

test('keeps objects that LangChain could revive as data in both directions', async () => {
  process.env.CANARY_SECRET = 'canary-value'
  const object = { lc: 1, type: 'secret', id: ['CANARY_SECRET'] }
  const connection = await connect((_, response) =>
    sendSse(response, [
      delta({
        role: 'assistant',
        tool_calls: [{ index: 0, id: 'a', function: { name: 'add', arguments: JSON.stringify(object) } }],
      }),
      delta({}, 'tool_calls'),
      '[DONE]',
    ]),
  )
  const messages = [
    { role: 'user' as const, content: JSON.stringify(object) },
    { role: 'assistant' as const, content: '', toolCalls: [{ id: 'b', name: 'add', arguments: object }] },
    { role: 'tool' as const, content: JSON.stringify(object), toolCallId: 'b' },
  ]
  const { chunks } = await collect(client.chat(connection, callOf({ messages })))
  delete process.env.CANARY_SECRET
  expect(chunks[0]).toEqual({ type: 'tool-call', call: { id: 'a', name: 'add', arguments: object } })
  const sent = server?.requests[0]?.body ?? ''
  expect(sent).not.toContain('canary-value')
  expect(JSON.parse(sent).messages[1].tool_calls[0].function.arguments).toBe(JSON.stringify(object))
})

test('reports a truncated tool call as a typed error', async () => {
  const connection = await connect((_, response) =>
    sendSse(response, [
      delta({ role: 'assistant', tool_calls: [{ index: 0, id: 'a', function: { name: 'add', arguments: '{"x":' } }] }),
      delta({}, 'tool_calls'),
      '[DONE]',
    ]),
  )
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, error?.details]).toEqual(['MODEL_FAILED', { malformedToolCall: 'add' }])
})

test.each([
  ['its name', { function: {} }, 'tool_calls'],
  ['its arguments', { id: 'a', function: { name: 'add', arguments: '' } }, 'length'],
])('reports an answer that ends before %s of a tool call as a typed error', async (_, call, finish) => {
  const connection = await connect((_, response) =>
    sendSse(response, [
      delta({ content: 'Let me see.' }),
      delta({ tool_calls: [{ index: 0, ...call }] }),
      delta({}, finish),
      '[DONE]',
    ]),
  )
  const { text, error, chunks } = await collect(client.chat(connection, callOf()))
  expect([text, error?.code, error?.isFinal]).toEqual(['Let me see.', 'MODEL_FAILED', true])
  expect(chunks.some((chunk) => chunk.type === 'finish' || chunk.type === 'tool-call')).toBe(false)
})

test('includes only a short hint of an error body, without secrets', async () => {
  const text = `worker 10.0.0.7 failed for sk-live-abcdef123456 at https://inner.example/x ${'and more '.repeat(500)}`
  const connection = await connect((_, response) => sendJson(response, 500, { error: { message: text, type: 't' } }))
  const { error } = await collect(client.chat(connection, callOf()))
  expect(error?.message).toMatch(/failed \(500\): worker … failed for … at … and more/)
  expect(error?.message.length).toBeLessThan(220)
})

test.each([
  [401, 'MODEL_UNAUTHORIZED'],
  [404, 'MODEL_MISSING'],
  [400, 'INVALID_INPUT'],
  [500, 'MODEL_FAILED'],
])('maps HTTP %i to %s without retrying or exposing the key', async (status, code) => {
  const connection = await connect((_, response) =>
    sendJson(response, status, { error: { message: 'No.', type: 't' } }),
  )
  const { error } = await collect(client.chat(connection, callOf()))
  expect(error?.code).toBe(code)
  expect(error?.message).not.toMatch(/sk-test|langchain/i)
  expect(server?.requests).toHaveLength(1)
})

test('passes on Retry-After of a rate limit', async () => {
  const connection = await connect((_, response) =>
    sendJson(response, 429, { error: { message: 'Slow down' } }, { 'retry-after': '7' }),
  )
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, error?.retryAfterSeconds]).toEqual(['MODEL_RATE_LIMITED', 7])
  expect(error?.message).toContain('Slow down')
})

test('reports text that is too long', async () => {
  const connection = await connect((_, response) =>
    sendJson(response, 400, {
      error: { message: "This model's maximum context length is 4096 tokens.", code: 'context_length_exceeded' },
    }),
  )
  expect((await collect(client.chat(connection, callOf()))).error?.code).toBe('LIMIT_EXCEEDED')
})

test('keeps the text of a broken stream, fails, and does not retry', async () => {
  const connection = await connect((_, response) => {
    sendSse(response, [delta({ content: 'half' })], { isOpen: true })
    destroyAfterWrites(response)
  })
  const { text, error } = await collect(client.chat(connection, callOf()))
  expect([text, error?.code, error?.isFinal]).toEqual(['half', 'MODEL_UNREACHABLE', true])
})

test('detects a stream that ends early without an error', async () => {
  const connection = await connect((_, response) => sendSse(response, [delta({ content: 'half' })]))
  const { text, error } = await collect(client.chat(connection, callOf()))
  expect([text, error?.code]).toEqual(['half', 'MODEL_FAILED'])
})

test('continues after invalid UTF-8, but not after truncated JSON', async () => {
  const connection = await connect((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const [before = '', after = ''] = JSON.stringify(delta({ content: '@' })).split('@')
    response.write(Buffer.concat([Buffer.from(`data: ${before}`), Buffer.from([0xff]), Buffer.from(`${after}\n\n`)]))
    response.end('data: {"choices":[{"del\n\n')
  })
  const { text, error } = await collect(client.chat(connection, callOf()))
  expect([text, error?.code]).toEqual(['\ufffd', 'MODEL_FAILED'])
})

test('closes the socket when stopped, even while the server is silent', async () => {
  const connection = await connect(() => {})
  await expectStopAtSocket(client, connection, server)
})

test('distinguishes a refused connection from a blocked address', async () => {
  const connection = await connect(() => {})
  await server?.close()
  const rejected = await collect(
    client.chat(
      { ...connection, fetch: createEgress({ allow: connection.baseUrl.replace('/v1', '') }).fetch },
      callOf(),
    ),
  )
  expect(rejected.error?.code).toBe('MODEL_UNREACHABLE')
  const blocked = await collect(client.chat({ ...connection, fetch: createEgress({ allow: '' }).fetch }, callOf()))
  expect(blocked.error?.code).toBe('EGRESS_BLOCKED')
  server = undefined
})

test('retries without a JSON schema if the server does not support it', async () => {
  const connection = await connect((request, response) => {
    if (request.body.includes('response_format'))
      return sendJson(response, 400, { error: { message: 'Unknown field' } })
    return sendSse(response, [delta({ content: '{}' }, 'stop'), '[DONE]'])
  })
  const { text } = await collect(client.chat(connection, callOf({ responseSchema: { type: 'object' } })))
  expect([text, server?.requests.length]).toEqual(['{}', 2])
})

test('lists models with abilities derived from their names, without unusable ones', async () => {
  const connection = await connect((_, response) =>
    sendJson(response, 200, {
      object: 'list',
      data: [{ id: 'zeta' }, { id: 'text-embedding-3-small' }, { id: 'whisper-1' }, { id: 'omni-moderation' }],
    }),
  )
  const models = await client.listModels(connection, AbortSignal.timeout(1_000))
  expect(models.map(({ id, ability }) => [id, ability])).toEqual([
    ['zeta', 'chat'],
    ['text-embedding-3-small', 'embed'],
    ['whisper-1', 'transcribe'],
  ])
})

test('reads usage from the places used by DeepSeek, Moonshot and Groq', async () => {
  const usageOf = async (events: object[]) => {
    const connection = await connect((_, response) => sendSse(response, [...events, '[DONE]']))
    const { chunks } = await collect(client.chat(connection, callOf()))
    await server?.close()
    return chunks.find(({ type }) => type === 'usage')
  }
  const usage = { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 }
  const expected = { type: 'usage', inputTokens: 9, outputTokens: 2 }
  const cached = { ...expected, cachedInputTokens: 8 }
  const end = delta({ content: 'x' }, 'stop')
  expect(await usageOf([end, { ...USAGE, usage: { ...usage, prompt_cache_hit_tokens: 8 } }])).toEqual(cached)
  expect(await usageOf([end, { ...USAGE, usage: { ...usage, cached_tokens: 8 } }])).toEqual(cached)
  expect(await usageOf([{ ...end, x_groq: { id: 'r', usage } }])).toEqual(expected)
})

test('excludes structured reasoning from the answer', async () => {
  const thinking = [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }]
  const connection = await connect((_, response) =>
    sendSse(response, [
      delta({ role: 'assistant', content: thinking }),
      delta({ content: [{ type: 'text', text: 'Four' }] }),
      delta({ content: '.' }, 'stop'),
      '[DONE]',
    ]),
  )
  expect((await collect(client.chat(connection, callOf()))).text).toBe('Four.')
})

test('tests a service without a model list with its first chat model', async () => {
  const connection = await connect((_, response) => sendSse(response, [delta({ content: 'ok' }, 'stop'), '[DONE]']))
  const named = { ...connection, fields: { models: 'text-embedding-x, chat-x,\nchat-x' } }
  const models = await client.listModels(named, AbortSignal.timeout(1_000))
  expect(models.map(({ id, ability }) => [id, ability])).toEqual([
    ['text-embedding-x', 'embed'],
    ['chat-x', 'chat'],
  ])
  expect(JSON.parse(server?.requests[0]?.body ?? '').model).toBe('chat-x')
  await server?.close()
  const rejected = await connect((_, response) => sendJson(response, 401, {}))
  await expect(
    client.listModels({ ...rejected, fields: named.fields }, AbortSignal.timeout(1_000)),
  ).rejects.toMatchObject({ code: 'MODEL_UNAUTHORIZED' })
})
