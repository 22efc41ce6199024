import { afterEach, expect, test } from 'vitest'
import { callOf, collect } from '../testing/collect'
import { sendJson, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

async function connect(answer: Parameters<typeof startWireServer>[0]) {
  server = await startWireServer(answer)
  return { baseUrl: `${server.url}/v1`, apiKey: 'pa-test', fields: {}, fetch: server.egress.fetch }
}
const signal = AbortSignal.timeout(5_000)

test('embeds in index order, and distinguishes queries from documents', async () => {
  const connection = await connect((request, response) => {
    const data = JSON.parse(request.body).input.map((item: string, index: number) => ({
      object: 'embedding',
      embedding: [item.length],
      index,
    }))
    sendJson(response, 200, {
      object: 'list',
      data: data.toReversed(),
      model: 'voyage-3.5',
      usage: { total_tokens: 7 },
    })
  })
  const embedded = await client.embed?.(connection, { model: 'voyage-3.5', texts: ['a', 'bb'], use: 'query', signal })
  expect(embedded).toEqual({
    vectors: [Float32Array.of(1), Float32Array.of(2)],
    usage: { inputTokens: 7, outputTokens: 0 },
  })
  const [request] = server?.requests ?? []
  expect([request?.url, request?.headers.authorization]).toEqual(['/v1/embeddings', 'Bearer pa-test'])
  expect(JSON.parse(request?.body ?? '')).toEqual({ model: 'voyage-3.5', input: ['a', 'bb'], input_type: 'query' })
})

test('reranks with `top_k` and reads `data`', async () => {
  const connection = await connect((_, response) =>
    sendJson(response, 200, {
      object: 'list',
      data: [
        { relevance_score: 0.4, index: 0 },
        { relevance_score: 0.8, index: 1 },
      ],
      model: 'rerank-2.5',
      usage: { total_tokens: 26 },
    }),
  )
  const call = { model: 'rerank-2.5', query: 'q', texts: ['a', 'b'], limit: 1, signal }
  expect(await client.rerank?.(connection, call)).toEqual({
    results: [{ index: 1, score: 0.8 }],
    usage: { inputTokens: 26, outputTokens: 0 },
  })
  expect(JSON.parse(server?.requests[0]?.body ?? '')).toEqual({
    model: 'rerank-2.5',
    query: 'q',
    documents: ['a', 'b'],
    top_k: 1,
  })
})

test('tests the connection with one embedding, which a wrong key fails', async () => {
  let isKnown = true
  const connection = await connect((_, response) =>
    isKnown
      ? sendJson(response, 200, { data: [{ embedding: [1], index: 0 }], usage: { total_tokens: 1 } })
      : sendJson(response, 401, { detail: 'Provided API key is invalid.' }),
  )
  expect((await client.listModels(connection, signal)).map(({ ability }) => ability)).toContain('rerank')
  expect(server?.requests).toHaveLength(1)
  isKnown = false
  await expect(client.listModels(connection, signal)).rejects.toMatchObject({ code: 'MODEL_UNAUTHORIZED' })
})

test('explains that it cannot chat', async () => {
  const connection = await connect(() => {})
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, server?.requests.length]).toEqual(['INVALID_INPUT', 0])
  expect(error?.message).toContain('no language models')
})

test('reranks at most a thousand texts, and none without a call', async () => {
  const connection = await connect(() => {})
  const call = { model: 'rerank-2.5', query: 'q', signal }
  await expect(client.rerank?.(connection, { ...call, texts: Array(1_001).fill('a') })).rejects.toMatchObject({
    code: 'LIMIT_EXCEEDED',
  })
  expect(await client.rerank?.(connection, { ...call, texts: [] })).toEqual({ results: [], usage: null })
  expect(server?.requests).toHaveLength(0)
})

test.each([
  [429, 'MODEL_RATE_LIMITED'],
  [500, 'MODEL_FAILED'],
])('maps a response %i to %s with Retry-After', async (status, code) => {
  const connection = await connect((_, response) =>
    sendJson(response, status, { detail: 'No.' }, { 'retry-after': '7' }),
  )
  const embedding = client.embed?.(connection, { model: 'voyage-3.5', texts: ['a'], signal })
  await expect(embedding).rejects.toMatchObject({ code, retryAfterSeconds: 7 })
})

test.each([
  [
    'numbers that repeat',
    [
      { embedding: [1], index: 0 },
      { embedding: [1], index: 0 },
    ],
  ],
  ['too few vectors', [{ embedding: [1], index: 0 }]],
  [
    'vectors of two lengths',
    [
      { embedding: [1], index: 0 },
      { embedding: [1, 2], index: 1 },
    ],
  ],
  [
    'an empty vector',
    [
      { embedding: [], index: 0 },
      { embedding: [], index: 1 },
    ],
  ],
])('rejects an answer with %s', async (_, data) => {
  const connection = await connect((__, response) => sendJson(response, 200, { data }))
  const embedding = client.embed?.(connection, { model: 'voyage-3.5', texts: ['a', 'b'], signal })
  await expect(embedding).rejects.toMatchObject({ code: 'MODEL_FAILED' })
})
