import { afterEach, expect, test } from 'vitest'
import { callOf, collect } from '../testing/collect'
import { openAiWire } from '../testing/openai-wire'
import { startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

const THOUGHT = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { role: 'assistant', reasoning_content: 'I must add.' } }] })}\n\n`

test('returns the reasoning before a tool call with the call, since DeepSeek responds with 400 otherwise', async () => {
  server = await startWireServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(THOUGHT + openAiWire.toolCalls([{ id: 'a', name: 'add', pieces: ['{}'] }]).join(''))
  })
  const connection = { baseUrl: server.url, apiKey: 'sk-1', fields: {}, fetch: server.egress.fetch }
  const { text, chunks } = await collect(client.chat(connection, callOf()))
  const toolCalls = chunks.flatMap((chunk) => (chunk.type === 'tool-call' ? [chunk.call] : []))
  expect([text, toolCalls.length]).toEqual(['', 1])
  const messages = [
    { role: 'user' as const, content: 'Add' },
    { role: 'assistant' as const, content: '', toolCalls },
    { role: 'tool' as const, content: '2', toolCallId: 'a' },
  ]
  await collect(client.chat(connection, callOf({ messages })))
  expect(JSON.parse(server.requests[1]?.body ?? '').messages[1]).toMatchObject({
    role: 'assistant',
    reasoning_content: 'I must add.',
  })
})

test("does not take another service's signature for reasoning", async () => {
  server = await startWireServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(openAiWire.structured('ok').join(''))
  })
  const connection = { baseUrl: server.url, apiKey: 'sk-1', fields: {}, fetch: server.egress.fetch }
  const toolCalls = [{ id: 'a', name: 'add', arguments: {}, signature: 'made-by-gemini' }]
  const messages = [
    { role: 'user' as const, content: 'Add' },
    { role: 'assistant' as const, content: '', toolCalls },
    { role: 'tool' as const, content: '2', toolCallId: 'a' },
  ]
  await collect(client.chat(connection, callOf({ messages })))
  expect(server.requests[0]?.body).not.toContain('gemini')
})
