import { afterEach, expect, test } from 'vitest'
import { callOf, collect } from '../testing/collect'
import { expectStopAtSocket } from '../testing/stop-at-socket'
import { destroyAfterWrites, sendJson, sendSse, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

async function connect(answer: Parameters<typeof startWireServer>[0]) {
  server = await startWireServer(answer)
  return { baseUrl: server.url, apiKey: 'co-test', fields: {}, fetch: server.egress.fetch }
}

const message = (type: string, content: object, index = 0) => ({ type, index, delta: { message: content } })
const START = {
  type: 'message-start',
  id: 'c14c',
  delta: { message: { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] } },
}
const text = (text: string) => message('content-delta', { content: { text: text } })
const end = (finish_reason: string, overrides: object = {}) => ({
  type: 'message-end',
  id: 'c14c',
  delta: {
    finish_reason,
    usage: { billed_units: { input_tokens: 5, output_tokens: 2 }, tokens: { input_tokens: 71, output_tokens: 4 } },
    ...overrides,
  },
})

test('streams text, billed usage and the finish reason', async () => {
  const connection = await connect((_, response) =>
    sendSse(response, [
      START,
      message('content-start', { content: { type: 'thinking', thinking: '' } }),
      message('content-delta', { content: { thinking: 'Hm.' } }),
      { type: 'content-end', index: 0 },
      message('content-start', { content: { type: 'text', text: '' } }, 1),
      text('Hel'),
      text('lo'),
      message('citation-start', { citations: { start: 0, end: 3, text: 'Hel', sources: [] } }),
      { type: 'content-end', index: 1 },
      end('COMPLETE'),
    ]),
  )
  const messages = [
    { role: 'system' as const, content: 'Be kind.' },
    { role: 'user' as const, content: 'Hi', images: [{ mediaType: 'image/png', base64: 'aWlp' }] },
  ]
  const responseSchema = { type: 'object' }
  const { chunks, error } = await collect(
    client.chat(connection, callOf({ messages, temperature: 2, maxOutputTokens: 9, responseSchema })),
  )
  expect(error).toBeNull()
  expect(chunks).toEqual([
    { type: 'text', text: 'Hel' },
    { type: 'text', text: 'lo' },
    { type: 'usage', inputTokens: 5, outputTokens: 2 },
    { type: 'finish', reason: 'stop' },
  ])
  const [request] = server?.requests ?? []
  expect([request?.url, request?.headers.authorization]).toEqual(['/v2/chat', 'Bearer co-test'])
  expect(JSON.parse(request?.body ?? '')).toEqual({
    model: 'm',
    stream: true,
    messages: [
      { role: 'system', content: 'Be kind.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hi' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,aWlp' } },
        ],
      },
    ],
    temperature: 1,
    max_tokens: 9,
    response_format: { type: 'json_object', json_schema: { type: 'object' } },
  })
})

test("drops the tool plan, assembles streamed tool calls, and sends earlier tool calls in Cohere's format", async () => {
  const connection = await connect((_, response) =>
    sendSse(response, [
      START,
      message('tool-plan-delta', { tool_plan: 'I will add.' }),
      message('tool-call-start', {
        tool_calls: { id: 'a', type: 'function', function: { name: 'add', arguments: '' } },
      }),
      message('tool-call-delta', { tool_calls: { function: { arguments: '{"x":' } } }),
      message('tool-call-delta', { tool_calls: { function: { arguments: '1}' } } }),
      { type: 'tool-call-end', index: 0 },
      message(
        'tool-call-start',
        { tool_calls: { id: 'b', type: 'function', function: { name: 'now', arguments: '' } } },
        1,
      ),
      { type: 'tool-call-end', index: 1 },
      end('TOOL_CALL'),
    ]),
  )
  const { chunks } = await collect(
    client.chat(
      connection,
      callOf({
        tools: [{ name: 'add', description: 'Adds', parameters: { type: 'object' } }],
        messages: [
          { role: 'user', content: 'Add' },
          {
            role: 'assistant',
            content: 'I add.',
            toolCalls: [{ id: 'p', name: 'add', arguments: { x: 0 } }],
          },
          { role: 'tool', content: '0', toolCallId: 'p' },
        ],
      }),
    ),
  )
  expect(chunks).toEqual([
    { type: 'usage', inputTokens: 5, outputTokens: 2 },
    { type: 'tool-call', call: { id: 'a', name: 'add', arguments: { x: 1 } } },
    { type: 'tool-call', call: { id: 'b', name: 'now', arguments: {} } },
    { type: 'finish', reason: 'tool-calls' },
  ])
  const sent = JSON.parse(server?.requests[0]?.body ?? '')
  expect(sent.messages.slice(1)).toEqual([
    {
      role: 'assistant',
      tool_plan: 'I add.',
      tool_calls: [{ id: 'p', type: 'function', function: { name: 'add', arguments: '{"x":0}' } }],
    },
    { role: 'tool', tool_call_id: 'p', content: '0' },
  ])
  expect(sent.tools[0]).toEqual({
    type: 'function',
    function: { name: 'add', description: 'Adds', parameters: { type: 'object' } },
  })
})

test.each([
  [400, 'INVALID_INPUT'],
  [401, 'MODEL_UNAUTHORIZED'],
  [404, 'MODEL_MISSING'],
  [429, 'MODEL_RATE_LIMITED'],
  [500, 'MODEL_FAILED'],
])('maps HTTP %i to %s without retrying', async (status, code) => {
  const connection = await connect((_, response) =>
    sendJson(response, status, { id: 'x', message: 'invalid api token co-test' }, { 'retry-after': '7' }),
  )
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, server?.requests.length]).toEqual([code, 1])
  if (status === 429) expect(error?.retryAfterSeconds).toBe(7)
})

test.each<[string, unknown[]]>([
  ['ends early', [text('half')]],
  ['reports an error', [text('half'), end('ERROR', { error: 'out of memory at 10.0.0.7' })]],
  ['ends inside a JSON event', [text('half'), '{"type":"content-']],
  [
    'ends inside a tool call',
    [
      text('half'),
      message('tool-call-start', { tool_calls: { id: 'a', function: { name: 'add', arguments: '{"x":' } } }),
      end('TOOL_CALL'),
    ],
  ],
])('keeps the text received so far and throws a permanent error when the stream %s', async (_, events) => {
  const connection = await connect((__, response) => sendSse(response, events))
  const { text: received, error } = await collect(client.chat(connection, callOf()))
  expect([received, error?.code, error?.isFinal]).toEqual(['half', 'MODEL_FAILED', true])
  expect(error?.message).not.toContain('10.0.0.7')
})

test('does not retry a connection lost in mid-stream', async () => {
  const connection = await connect((_, response) => {
    sendSse(response, [text('half')], { isOpen: true })
    destroyAfterWrites(response)
  })
  const { text: received, error } = await collect(client.chat(connection, callOf()))
  expect([received, error?.code, error?.isFinal]).toEqual(['half', 'MODEL_UNREACHABLE', true])
})

test('closes the socket when stopped', async () => {
  const connection = await connect((_, response) => sendSse(response, [text('a')], { isOpen: true }))
  await expectStopAtSocket(client, connection, server, 'a')
})

test('lists models by ability', async () => {
  const connection = await connect((_, response) =>
    sendJson(response, 200, {
      models: [
        { name: 'command-x', endpoints: ['chat', 'generate'] },
        { name: 'embed-x', endpoints: ['embed', 'classify'] },
        { name: 'rerank-x', endpoints: ['rerank'] },
        { name: 'tokens-x', endpoints: ['tokenize'] },
      ],
    }),
  )
  expect(
    await client.listModels({ ...connection, baseUrl: `${connection.baseUrl}/v2` }, AbortSignal.timeout(2_000)),
  ).toEqual([
    { id: 'command-x', label: 'command-x', ability: 'chat' },
    { id: 'embed-x', label: 'embed-x', ability: 'embed' },
    { id: 'rerank-x', label: 'rerank-x', ability: 'rerank' },
  ])
  expect(server?.requests[0]?.url).toBe('/v1/models?page_size=1000')
})

test('embeds in batches of 96, in order, with billed usage', async () => {
  const connection = await connect((request, response) => {
    const { texts } = JSON.parse(request.body)
    sendJson(response, 200, {
      id: 'x',
      embeddings: { float: texts.map((item: string) => [item.length, 1]) },
      meta: { api_version: { version: '2' }, billed_units: { input_tokens: texts.length } },
    })
  })
  const texts = Array.from({ length: 100 }, (_, n) => 'x'.repeat(n + 1))
  const signal = AbortSignal.timeout(2_000)
  const embedded = await client.embed?.(connection, { model: 'embed-x', texts, use: 'query', signal })
  expect([embedded?.vectors.length, embedded?.vectors[99]?.[0], embedded?.usage]).toEqual([
    100,
    100,
    { inputTokens: 100, outputTokens: 0 },
  ])
  expect(server?.requests.map(({ body }) => JSON.parse(body).texts.length)).toEqual([96, 4])
  expect(JSON.parse(server?.requests[0]?.body ?? '')).toMatchObject({
    model: 'embed-x',
    input_type: 'search_query',
    embedding_types: ['float'],
  })
})

test('reranks, best first', async () => {
  const connection = await connect((_, response) =>
    sendJson(response, 200, {
      results: [
        { index: 2, relevance_score: 0.1 },
        { index: 0, relevance_score: 0.9 },
      ],
      meta: { billed_units: { search_units: 1 } },
    }),
  )
  const call = { model: 'rerank-x', query: 'q', texts: ['a', 'b', 'c'], limit: 2, signal: AbortSignal.timeout(2_000) }
  expect(await client.rerank?.(connection, call)).toEqual({
    results: [
      { index: 0, score: 0.9 },
      { index: 2, score: 0.1 },
    ],
    usage: { searches: 1 },
  })
  const [request] = server?.requests ?? []
  expect([request?.url, request?.headers.authorization]).toEqual(['/v2/rerank', 'Bearer co-test'])
  expect(JSON.parse(request?.body ?? '')).toEqual({
    model: 'rerank-x',
    query: 'q',
    documents: ['a', 'b', 'c'],
    top_n: 2,
  })
})

test.each([
  ['an out-of-range index', [{ index: 3, relevance_score: 1 }]],
  [
    'a duplicate index',
    [
      { index: 0, relevance_score: 1 },
      { index: 0, relevance_score: 0 },
    ],
  ],
  ['a non-numeric score', [{ index: 0, relevance_score: 'high' }]],
])('rejects a ranking with %s', async (_, results) => {
  const connection = await connect((__, response) => sendJson(response, 200, { results }))
  const call = { model: 'rerank-x', query: 'q', texts: ['a', 'b', 'c'], signal: AbortSignal.timeout(2_000) }
  await expect(client.rerank?.(connection, call)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
})
