import { afterEach, expect, test } from 'vitest'
import { callOf, collect } from '../testing/collect'
import { openAiWire } from '../testing/openai-wire'
import { sendJson, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

test('sends the token unchanged, whether the pasted address has a version or not', async () => {
  server = await startWireServer((request, response) => {
    if (request.url.endsWith('/embeddings')) return sendJson(response, 200, { data: [{ embedding: [1], index: 0 }] })
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(openAiWire.text(['ok'], { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0 }).join(''))
  })
  const path = '/api/predict/my_service'
  for (const baseUrl of [`${server.url}${path}`, `${server.url}${path}/v1`]) {
    const connection = { baseUrl, apiKey: 'MDAxZmM==', fields: {}, fetch: server.egress.fetch }
    expect((await collect(client.chat(connection, callOf()))).text).toBe('ok')
    const call = { model: 'bge-m3', texts: ['a'], signal: AbortSignal.timeout(2_000) }
    expect((await client.embed?.(connection, call))?.usage).toBeNull()
  }
  expect(server.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual(
    ['chat/completions', 'embeddings', 'chat/completions', 'embeddings'].map((end) => [
      `${path}/v1/${end}`,
      'MDAxZmM==',
    ]),
  )
})

test('rejects a token with a line break without quoting it', async () => {
  server = await startWireServer(() => {})
  const connection = { baseUrl: server.url, apiKey: 'zebra\nx', fields: {}, fetch: server.egress.fetch }
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, `${error?.message}${error?.cause}`.includes('zebra')]).toEqual(['INVALID_INPUT', false])
})
