import { afterEach, expect, test } from 'vitest'
import { callOf, collect } from '../testing/collect'
import { expectStopAtSocket } from '../testing/stop-at-socket'
import { sendJson, sendSse, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

async function connect(answer: Parameters<typeof startWireServer>[0]) {
  server = await startWireServer(answer)
  return { baseUrl: `${server.url}/v1beta`, apiKey: 'AIza', fields: {}, fetch: server.egress.fetch }
}

const event = (parts: object[], overrides: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...overrides }],
  modelVersion: 'gemini',
})
const USAGE = {
  usageMetadata: { promptTokenCount: 8, candidatesTokenCount: 4, thoughtsTokenCount: 6, totalTokenCount: 18 },
}

test('streams reasoning separately, counts it as output, and keeps the key out of the URL', async () => {
  const connection = await connect((_, response) =>
    sendSse(response, [
      event([{ text: 'hmm', thought: true }]),
      event([{ text: 'Hel' }]),
      { ...event([{ text: 'lo' }], { finishReason: 'STOP' }), ...USAGE },
    ]),
  )
  const messages = [
    { role: 'system' as const, content: 'Be kind.' },
    { role: 'user' as const, content: 'Hi' },
  ]
  const { chunks, error } = await collect(client.chat(connection, callOf({ messages, temperature: 0.1 })))
  expect(error).toBeNull()
  expect(chunks).toEqual([
    { type: 'reasoning', text: 'hmm' },
    { type: 'text', text: 'Hel' },
    { type: 'text', text: 'lo' },
    { type: 'usage', inputTokens: 8, outputTokens: 10 },
    { type: 'finish', reason: 'stop' },
  ])
  const [request] = server?.requests ?? []
  expect([request?.url, request?.headers['x-goog-api-key']]).toEqual([
    '/v1beta/models/m:streamGenerateContent?alt=sse',
    'AIza',
  ])
  expect(JSON.parse(request?.body ?? '')).toEqual({
    systemInstruction: { parts: [{ text: 'Be kind.' }] },
    contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
    generationConfig: { temperature: 0.1 },
  })
})

test('reports a call that Gemini could not complete as a typed error', async () => {
  const connection = await connect((_, response) =>
    sendSse(response, [event([{ text: 'Hm.' }]), event([], { finishReason: 'MALFORMED_FUNCTION_CALL' })]),
  )
  const { text, error } = await collect(client.chat(connection, callOf()))
  expect([text, error?.code, error?.details]).toEqual(['Hm.', 'MODEL_FAILED', { malformedToolCall: '' }])
})

test('keeps the signature of tool calls, and returns parallel results in one content', async () => {
  const connection = await connect((_, response) =>
    sendSse(response, [
      event([{ functionCall: { name: 'add', args: { x: 1 } }, thoughtSignature: 'sig' }], { finishReason: 'STOP' }),
    ]),
  )
  const toolCalls = [
    { id: 'a', name: 'add', arguments: { x: 0 }, signature: 'old' },
    { id: 'b', name: 'now', arguments: {} },
  ]
  const { chunks } = await collect(
    client.chat(
      connection,
      callOf({
        tools: [{ name: 'add', description: 'Adds', parameters: { type: 'object' } }],
        messages: [
          { role: 'user', content: 'Add' },
          { role: 'assistant', content: '', toolCalls },
          { role: 'tool', content: '0', toolCallId: 'a' },
          { role: 'tool', content: 'noon', toolCallId: 'b' },
        ],
      }),
    ),
  )
  expect(chunks[0]).toMatchObject({ type: 'tool-call', call: { name: 'add', arguments: { x: 1 }, signature: 'sig' } })
  expect(chunks.at(-1)).toEqual({ type: 'finish', reason: 'tool-calls' })
  const { contents, tools } = JSON.parse(server?.requests[0]?.body ?? '')
  expect(tools[0].functionDeclarations[0]).toEqual({
    name: 'add',
    description: 'Adds',
    parametersJsonSchema: { type: 'object' },
  })
  expect(contents[1].parts[0]).toEqual({ functionCall: { name: 'add', args: { x: 0 } }, thoughtSignature: 'old' })
  expect(contents[2]).toEqual({
    role: 'user',
    parts: [
      { functionResponse: { name: 'add', response: { result: '0' } } },
      { functionResponse: { name: 'now', response: { result: 'noon' } } },
    ],
  })
})

test.each([
  [400, 'API key not valid. Please pass a valid API key.', 'MODEL_UNAUTHORIZED'],
  [400, 'Bad field', 'INVALID_INPUT'],
  [403, 'Denied', 'MODEL_UNAUTHORIZED'],
  [429, 'Quota', 'MODEL_RATE_LIMITED'],
  [503, 'Overloaded', 'MODEL_FAILED'],
])('maps a response %i to a typed error', async (status, message, code) => {
  const connection = await connect((_, response) =>
    sendJson(response, status, { error: { code: status, message, status: 'X' } }),
  )
  const { error } = await collect(client.chat(connection, callOf()))
  expect(error?.code).toBe(code)
})

test('fails on a lost connection, an early end and truncated JSON', async () => {
  const answers = [event([{ text: 'half' }]), '{"candidates":[{']
  const connection = await connect((_, response) => sendSse(response, answers.splice(0, 1)))
  const collected = await collect(client.chat(connection, callOf()))
  expect([collected.text, collected.error?.code]).toEqual(['half', 'MODEL_FAILED'])
  const broken = await collect(client.chat(connection, callOf()))
  expect(broken.error?.code).toBe('MODEL_FAILED')
})

test('closes the socket when stopped', async () => {
  const connection = await connect((_, response) => sendSse(response, [event([{ text: 'a' }])], { isOpen: true }))
  await expectStopAtSocket(client, connection, server, 'a')
})

test('lists models for chat and embedding', async () => {
  const connection = await connect((_, response) =>
    sendJson(response, 200, {
      models: [
        { name: 'models/gemini-x', displayName: 'Gemini X', supportedGenerationMethods: ['generateContent'] },
        { name: 'models/embed-x', supportedGenerationMethods: ['embedContent'] },
        { name: 'models/video-x', supportedGenerationMethods: ['predictLongRunning'] },
      ],
    }),
  )
  expect(await client.listModels(connection, AbortSignal.timeout(1_000))).toEqual([
    { id: 'gemini-x', label: 'Gemini X', ability: 'chat' },
    { id: 'embed-x', label: 'embed-x', ability: 'embed' },
  ])
})
