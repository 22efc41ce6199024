import { afterEach, expect, test } from 'vitest'
import { callOf, collect } from '../testing/collect'
import { sendJson, sendSse, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

const connectionOf = ({ url, egress }: WireServer) => ({
  baseUrl: `${url}/v1`,
  apiKey: 'sk-test',
  fields: {},
  fetch: egress.fetch,
})

test('lists the newest main model first, and excludes models that cannot chat', async () => {
  const ids: [string, number][] = [
    ['babbage-002', 9],
    ['chatgpt-4o-latest', 9],
    ['gpt-4o-mini', 2],
    ['gpt-5-mini', 5],
    ['gpt-5-pro', 6],
    ['gpt-4o-realtime-preview', 7],
    ['text-embedding-3-large', 1],
  ]
  server = await startWireServer((_, response) =>
    sendJson(response, 200, { data: ids.map(([id, created]) => ({ id, created, object: 'model' })) }),
  )
  const models = await client.listModels(connectionOf(server), AbortSignal.timeout(2_000))
  expect(models.map((model) => model.id)).toEqual([
    'gpt-5-mini',
    'gpt-4o-mini',
    'chatgpt-4o-latest',
    'text-embedding-3-large',
  ])
})

test('sends reasoning models no temperature, and their own name of the limit', async () => {
  server = await startWireServer((_, response) =>
    sendSse(response, [
      {
        id: 'c',
        object: 'chat.completion.chunk',
        created: 1,
        model: 'm',
        choices: [{ index: 0, delta: { role: 'assistant', content: 'x' }, finish_reason: 'stop' }],
      },
      '[DONE]',
    ]),
  )
  await collect(
    client.chat(connectionOf(server), callOf({ model: 'gpt-5-mini', temperature: 0.3, maxOutputTokens: 10 })),
  )
  const sent = JSON.parse(server.requests[0]?.body ?? '')
  expect([sent.temperature, sent.max_tokens, sent.max_completion_tokens]).toEqual([undefined, undefined, 10])
})
