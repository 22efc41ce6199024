import { afterEach, expect, test } from 'vitest'
import { callOf, collect } from '../testing/collect'
import { expectStopAtSocket } from '../testing/stop-at-socket'
import { sendJson, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

async function connect(lines: object[] | null) {
  server = await startWireServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    if (lines) response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    else response.flushHeaders()
  })
  return { baseUrl: server.url, apiKey: null, fields: {}, fetch: server.egress.fetch }
}

const chunkBase = { model: 'llama3.2', created_at: '2026-11-24T00:00:00Z' }
const piece = (message: object) => ({
  ...chunkBase,
  message: { role: 'assistant', content: '', ...message },
  done: false,
})
const DONE = {
  ...chunkBase,
  message: { role: 'assistant', content: '' },
  done: true,
  done_reason: 'stop',
  prompt_eval_count: 12,
  eval_count: 3,
}

test('streams JSON lines with usage, and sets a context window that fits the text', async () => {
  const connection = await connect([piece({ content: 'Hel' }), piece({ content: 'lo' }), DONE])
  const messages = [{ role: 'user' as const, content: 'x'.repeat(60_000) }]
  const { chunks, error } = await collect(
    client.chat(connection, callOf({ messages, maxOutputTokens: 100, temperature: 0 })),
  )
  expect(error).toBeNull()
  expect(chunks).toEqual([
    { type: 'text', text: 'Hel' },
    { type: 'text', text: 'lo' },
    { type: 'usage', inputTokens: 12, outputTokens: 3 },
    { type: 'finish', reason: 'stop' },
  ])
  const [request] = server?.requests ?? []
  expect(request?.url).toBe('/api/chat')
  expect(JSON.parse(request?.body ?? '').options).toMatchObject({ num_ctx: 32_768, num_predict: 100, temperature: 0 })
})

test('keeps parallel tool calls apart, which arrive complete and without an index', async () => {
  const call = (name: string, args: object) => ({ function: { name, arguments: args } })
  const connection = await connect([
    piece({ tool_calls: [call('add', { x: 1 })] }),
    piece({ tool_calls: [call('add', { x: 2 }), call('now', {})] }),
    DONE,
  ])
  const { chunks } = await collect(client.chat(connection, callOf()))
  const calls = chunks.flatMap((chunk) => (chunk.type === 'tool-call' ? [[chunk.call.name, chunk.call.arguments]] : []))
  expect(calls).toEqual([
    ['add', { x: 1 }],
    ['add', { x: 2 }],
    ['now', {}],
  ])
  expect(chunks.at(-1)).toEqual({ type: 'finish', reason: 'tool-calls' })
})

test('closes the socket when stopped, even if the library waits', async () => {
  const connection = await connect(null)
  await expectStopAtSocket(client, connection, server)
})

test('names a missing model', async () => {
  server = await startWireServer((_, response) =>
    sendJson(response, 404, { error: 'model "m" not found, try pulling it first' }),
  )
  const { error } = await collect(
    client.chat({ baseUrl: server.url, apiKey: null, fields: {}, fetch: server.egress.fetch }, callOf()),
  )
  expect([error?.code, error?.message.includes('“m”')]).toEqual(['MODEL_MISSING', true])
})

test('lists models, including for a pasted address of the OpenAI-compatible API', async () => {
  server = await startWireServer((_, response) =>
    sendJson(response, 200, { models: [{ name: 'llama3.2:latest' }, { name: 'nomic-embed-text' }] }),
  )
  const connection = { baseUrl: `${server.url}/v1`, apiKey: null, fields: {}, fetch: server.egress.fetch }
  const models = await client.listModels(connection, AbortSignal.timeout(1_000))
  expect(models.map((model) => [model.id, model.ability])).toEqual([
    ['llama3.2:latest', 'chat'],
    ['nomic-embed-text', 'embed'],
  ])
  expect(server.requests[0]?.url).toBe('/api/tags')
})
