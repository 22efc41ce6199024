import { afterEach, expect, test } from 'vitest'
import { callOf, collect } from '../testing/collect'
import { destroyAfterWrites, sendJson, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

async function connect(answer: Parameters<typeof startWireServer>[0]) {
  server = await startWireServer(answer)
  return { baseUrl: `${server.url}/v1`, apiKey: 'jina_test', fields: {}, fetch: server.egress.fetch }
}
const signal = AbortSignal.timeout(5_000)

test('sends the task to models that support one, and omits it otherwise', async () => {
  const connection = await connect((request, response) =>
    sendJson(response, 200, {
      model: 'x',
      object: 'list',
      usage: { total_tokens: 4, prompt_tokens: 3 },
      data: JSON.parse(request.body).input.map((item: string, index: number) => ({
        object: 'embedding',
        index,
        embedding: [item.length],
      })),
    }),
  )
  const call = { texts: ['a', '  '], signal }
  const embedded = await client.embed?.(connection, { ...call, model: 'jina-embeddings-v3', use: 'query' })
  await client.embed?.(connection, { ...call, model: 'jina-clip-v2' })
  expect(embedded).toEqual({
    vectors: [Float32Array.of(1), Float32Array.of(2)],
    usage: { inputTokens: 3, outputTokens: 0 },
  })
  expect(server?.requests.map(({ body }) => JSON.parse(body))).toEqual([
    { model: 'jina-embeddings-v3', input: ['a', ' .'], task: 'retrieval.query' },
    { model: 'jina-clip-v2', input: ['a', ' .'] },
  ])
  expect(server?.requests[0]?.headers.authorization).toBe('Bearer jina_test')
})

test('reranks, best first', async () => {
  const connection = await connect((_, response) =>
    sendJson(response, 200, {
      model: 'jina-reranker-v3',
      usage: { total_tokens: 12 },
      results: [
        { index: 1, relevance_score: -0.2 },
        { index: 0, relevance_score: 0.3 },
      ],
    }),
  )
  const ranked = await client.rerank?.(connection, { model: 'jina-reranker-v3', query: 'q', texts: ['a', 'b'], signal })
  expect(ranked).toEqual({
    results: [
      { index: 0, score: 0.3 },
      { index: 1, score: -0.2 },
    ],
    usage: { inputTokens: 12, outputTokens: 0 },
  })
  expect([server?.requests[0]?.url, JSON.parse(server?.requests[0]?.body ?? '')]).toEqual([
    '/v1/rerank',
    { model: 'jina-reranker-v3', query: 'q', documents: ['a', 'b'] },
  ])
})

test('tests the connection with one embedding, and explains that it cannot chat', async () => {
  const connection = await connect((_, response) => sendJson(response, 401, { detail: 'Invalid API key' }))
  await expect(client.listModels(connection, signal)).rejects.toMatchObject({ code: 'MODEL_UNAUTHORIZED' })
  const { error } = await collect(client.chat(connection, callOf()))
  expect(error?.message).toContain('Jina AI has no language models')
})

test('treats invalid JSON and a lost connection as failures of the service', async () => {
  let isTruncated = false
  const connection = await connect((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"data":[')
    if (isTruncated) destroyAfterWrites(response)
    else response.end()
  })
  const call = { model: 'jina-embeddings-v3', texts: ['a'], signal }
  await expect(client.embed?.(connection, call)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
  isTruncated = true
  await expect(client.embed?.(connection, call)).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' })
})
