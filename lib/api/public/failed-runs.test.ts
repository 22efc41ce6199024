import { afterAll, beforeAll, expect, test } from 'vitest'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { createTestApp, type TestApp } from '../testing/test-app'
import { postJson } from './__fixtures__/test-public-api'

// The step fails with a message for the owner that names an internal address.
const graph = chatApp(
  [{ id: 'lookup', type: 'http', config: { url: 'http://10.9.8.7/inner-path/{{in.message}}' } }],
  ['lookup.text -> out.text'],
)

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('inner', graph)
})
afterAll(() => app.close())

const chat = { query: 'x', inputs: {}, user: 'u' }
const talk = { id: 'c1', messages: [{ id: 'm1', role: 'user', parts: [{ type: 'text', text: 'x' }] }] }
const tool = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'inner', arguments: { message: 'x' } } }
const openAi = { model: 'inner', messages: [{ role: 'user', content: 'x' }] }

test.each<[string, string, object]>([
  ['native', '/api/v1/apps/inner/runs', { inputs: { message: 'x' } }],
  ['native stream', '/api/v1/apps/inner/runs', { inputs: { message: 'x' }, stream: true }],
  ['chat completion', '/api/openai/v1/chat/completions', openAi],
  ['chat completion stream', '/api/openai/v1/chat/completions', { ...openAi, stream: true }],
  ['response', '/api/openai/v1/responses', { model: 'inner', input: 'x' }],
  ['response stream', '/api/openai/v1/responses', { model: 'inner', input: 'x', stream: true }],
  ['AI SDK', '/api/v1/apps/inner/ai-sdk', talk],
  ['Flowise', '/api/v1/prediction/inner', { question: 'x' }],
  ['Flowise stream', '/api/v1/prediction/inner', { question: 'x', streaming: true }],
  ['Dify', '/v1/chat-messages', { ...chat, response_mode: 'blocking' }],
  ['Dify stream', '/v1/chat-messages', { ...chat, response_mode: 'streaming' }],
  ['MCP', '/mcp', tool],
])('keeps the reason of a failed run from callers: %s', async (_api, path, body) => {
  const headers = { ...app.bearer, accept: 'application/json, text/event-stream' }
  const output = await (await app.router.request(path, postJson(body, headers))).text()
  expect(output).toContain('The app failed to answer.')
  expect(output).not.toMatch(/10\.9\.8\.7|inner-path|egress/i)
})
