import { afterEach, expect, test } from 'vitest'
import { callOf, collect } from '../testing/collect'
import { sendJson, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

interface Event {
  type: string
}

async function connect(events: Event[]) {
  server = await startWireServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''))
  })
  return { baseUrl: server.url, apiKey: 'sk-ant', fields: {}, fetch: server.egress.fetch }
}

const START = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 11, output_tokens: 1 },
  },
}
const end = (reason: string, tokens: number) => [
  { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: tokens } },
  { type: 'message_stop' },
]
const block = (index: number, content: object, deltas: object[]) => [
  { type: 'content_block_start', index, content_block: content },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index },
]

test("streams text with usage, and sends the system text and the key in Anthropic's format", async () => {
  const text = block(0, { type: 'text', text: '' }, [
    { type: 'text_delta', text: 'Hel' },
    { type: 'text_delta', text: 'lo' },
  ])
  const connection = await connect([START, { type: 'ping' }, ...text, ...end('end_turn', 5)])
  const messages = [
    { role: 'user' as const, content: 'Hi' },
    { role: 'system' as const, content: 'Be kind.' },
  ]
  const { chunks, error } = await collect(client.chat(connection, callOf({ messages, temperature: 1.5 })))
  expect(error).toBeNull()
  expect(chunks).toEqual([
    { type: 'text', text: 'Hel' },
    { type: 'text', text: 'lo' },
    { type: 'usage', inputTokens: 11, outputTokens: 5 },
    { type: 'finish', reason: 'stop' },
  ])
  const [request] = server?.requests ?? []
  expect([request?.url, request?.headers['x-api-key']]).toEqual(['/v1/messages', 'sk-ant'])
  expect(JSON.parse(request?.body ?? '')).toMatchObject({
    temperature: 1,
    stream: true,
    max_tokens: 4_096,
    system: 'Be kind.',
  })
})

test('reads text and parallel tool calls in one turn, and returns their results', async () => {
  const connection = await connect([
    START,
    ...block(0, { type: 'text', text: '' }, [{ type: 'text_delta', text: 'Looking.' }]),
    ...block(1, { type: 'tool_use', id: 't1', name: 'add', input: {} }, [
      { type: 'input_json_delta', partial_json: '{"x"' },
      { type: 'input_json_delta', partial_json: ':1}' },
    ]),
    ...block(2, { type: 'tool_use', id: 't2', name: 'now', input: {} }, []),
    ...end('tool_use', 9),
  ])
  const tools = [{ name: 'add', description: 'Adds', parameters: { type: 'object', properties: {} } }]
  const { text, chunks } = await collect(
    client.chat(
      connection,
      callOf({
        tools,
        messages: [
          { role: 'user', content: 'Add' },
          { role: 'assistant', content: '', toolCalls: [{ id: 't0', name: 'add', arguments: { x: 0 } }] },
          { role: 'tool', content: '0', toolCallId: 't0' },
        ],
      }),
    ),
  )
  expect(text).toBe('Looking.')
  expect(chunks.slice(1)).toEqual([
    { type: 'usage', inputTokens: 11, outputTokens: 9 },
    { type: 'tool-call', call: { id: 't1', name: 'add', arguments: { x: 1 } } },
    { type: 'tool-call', call: { id: 't2', name: 'now', arguments: {} } },
    { type: 'finish', reason: 'tool-calls' },
  ])
  const sent = JSON.parse(server?.requests[0]?.body ?? '')
  expect(sent.tools[0]).toMatchObject({ name: 'add', input_schema: { type: 'object' } })
  expect(sent.messages[1].content[0]).toMatchObject({ type: 'tool_use', id: 't0', input: { x: 0 } })
  expect(sent.messages[2].content[0]).toMatchObject({ type: 'tool_result', tool_use_id: 't0' })
})

test('requests a schema by a forced tool, whose arguments are the answer', async () => {
  const connection = await connect([
    START,
    ...block(0, { type: 'tool_use', id: 't1', name: 'answer', input: {} }, [
      { type: 'input_json_delta', partial_json: '{"total":3}' },
    ]),
    ...end('tool_use', 4),
  ])
  const { text, chunks } = await collect(
    client.chat(connection, callOf({ responseSchema: { type: 'object', properties: {} } })),
  )
  expect([text, chunks.at(-1)]).toEqual(['{"total":3}', { type: 'finish', reason: 'stop' }])
  expect(JSON.parse(server?.requests[0]?.body ?? '').tool_choice).toEqual({ type: 'tool', name: 'answer' })
})

test('treats an overloaded service in mid-stream as a transient error', async () => {
  const connection = await connect([
    START,
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } as Event,
  ])
  const { error } = await collect(client.chat(connection, callOf()))
  expect(error?.code).toBe('MODEL_FAILED')
})

test('explains a wrong key', async () => {
  server = await startWireServer((_, response) =>
    sendJson(response, 401, { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } }),
  )
  const connection = { baseUrl: server.url, apiKey: 'sk-ant', fields: {}, fetch: server.egress.fetch }
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, error?.message.includes('Check the key')]).toEqual(['MODEL_UNAUTHORIZED', true])
})

test('lists models', async () => {
  server = await startWireServer((_, response) =>
    sendJson(response, 200, { data: [{ type: 'model', id: 'claude-x', display_name: 'Claude X' }], has_more: false }),
  )
  const connection = { baseUrl: server.url, apiKey: 'sk-ant', fields: {}, fetch: server.egress.fetch }
  const models = await client.listModels(connection, AbortSignal.timeout(1_000))
  expect(models).toEqual([{ id: 'claude-x', label: 'Claude X', ability: 'chat' }])
  expect(server.requests[0]?.headers['anthropic-version']).toBe('2023-06-01')
})
