import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { dropSingleton } from '@/lib/platform/singleton'
import { sendJson, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import type { GatewayServices } from '../gateway/gateway-services'
import { freeGateway } from '../testing/free-gateway'
import { rerankTexts } from './rerank-texts'

let server: WireServer
let status = 200
let reportedUsage: object = {}
beforeEach(async () => {
  status = 200
  reportedUsage = { usage: { total_tokens: 12 } }
  dropSingleton('key-rotation')
  server = await startWireServer((request, response) =>
    status !== 200 || request.headers.authorization === 'Bearer tired'
      ? sendJson(response, status === 200 ? 429 : status, { message: 'No.' })
      : sendJson(response, 200, {
          results: [
            { index: 1, relevance_score: 0.9 },
            { index: 0, relevance_score: 0.1 },
          ],
          ...reportedUsage,
        }),
  )
})
afterEach(() => server.close())

function setUp(change: Partial<GatewayServices> = {}, keys = ['k1'], provider = 'jina') {
  const services = freeGateway(change)
  const dependencies = {
    services,
    resolveConnection: async () => ({ provider, baseUrl: `${server.url}/v1`, apiKey: keys[0] ?? null, keys }),
    fetch: server.egress.fetch,
    stickyKey: 'k',
  }
  const vectors: Record<string, number[]> = { q: [1, 0], a: [0, 1], b: [0.6, 0.8], c: [1, 0] }
  const embed = async ({ texts }: { texts: string[] }) =>
    texts.map((text) => Float32Array.from(vectors[text] ?? [0, 0]))
  return { services, dependencies, embed }
}
const request = {
  model: { connection: 'c', model: 'jina-reranker-v3' },
  query: 'q',
  texts: ['a', 'b'],
  limit: 2,
  nodeId: 'n1',
  dataKinds: ['documents'],
  signal: AbortSignal.timeout(5_000),
}

test("calls the connection's model and records the sent texts and their usage", async () => {
  const { dependencies, embed, services } = setUp()
  const { results, usage } = await rerankTexts(dependencies, request, embed)
  expect(results.map(({ index }) => index)).toEqual([1, 0])
  expect(usage).toMatchObject({ model: 'c/jina-reranker-v3', inputTokens: 12, estimated: false })
  expect(services.records).toMatchObject([
    {
      ability: 'rerank',
      outcome: 'ok',
      nodeId: 'n1',
      provider: 'jina',
      model: 'jina-reranker-v3',
      inputTokens: 12,
      sentCharacters: 3,
      dataKinds: ['documents', 'prompt'],
    },
  ])
})

test('rotates away from a rejected key, and records a failure in the ledger', async () => {
  const { dependencies, embed, services } = setUp({}, ['tired', 'k2'])
  expect((await rerankTexts(dependencies, request, embed)).results).toHaveLength(2)
  expect(services.records.map(({ outcome, errorCode }) => [outcome, errorCode])).toEqual([
    ['failed', 'MODEL_RATE_LIMITED'],
    ['ok', null],
  ])
  status = 500
  await expect(rerankTexts(dependencies, request, embed)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
  expect(services.records.at(-1)).toMatchObject({ outcome: 'failed', costMicros: 0 })
})

test('does not send calls that the policy or a budget rejects', async () => {
  const reject = async () => {
    throw new AppError('FORBIDDEN', verbatim('Not this one.'))
  }
  for (const change of [{ check: reject }, { admit: reject }]) {
    const { dependencies, embed } = setUp(change)
    await expect(rerankTexts(dependencies, request, embed)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
  expect(server.requests).toHaveLength(0)
})

test('reranks with the built-in embedding model without a request', async () => {
  const { dependencies, embed, services } = setUp()
  const builtin = { ...request, model: { connection: 'builtin', model: 'x' }, texts: ['a', 'b', 'c'] }
  const { results, usage } = await rerankTexts(dependencies, builtin, embed)
  expect([results.map(({ index }) => index), usage]).toEqual([[2, 1], null])
  expect([server.requests.length, services.records.length]).toEqual([0, 0])
})

test('reports a service without rerank models', async () => {
  const { dependencies, embed } = setUp({}, ['k1'], 'anthropic')
  await expect(rerankTexts(dependencies, request, embed)).rejects.toThrow('Anthropic has no rerankers here.')
})

test('reserves and settles the searches of a service that bills by search', async () => {
  reportedUsage = { meta: { billed_units: { search_units: 2 } } }
  const planned: (number | null)[] = []
  const settled: (number | null)[] = []
  const admit = async (micros: number | null) => {
    planned.push(micros)
    return { settle: async (cost: number | null) => void settled.push(cost) }
  }
  const { dependencies, embed, services } = setUp({ admit }, ['k1'], 'cohere')
  const texts = Array.from({ length: 101 }, (_, index) => `text ${index}`)
  const { usage } = await rerankTexts(
    dependencies,
    { ...request, texts, model: { connection: 'c', model: 'rerank-v3.5' } },
    embed,
  )
  expect(usage).toMatchObject({ costMicros: 4_000 })
  expect([planned, settled]).toEqual([[4_000], [4_000]])
  expect(services.records).toMatchObject([{ ability: 'rerank', costMicros: 4_000 }])
  reportedUsage = {}
  const silent = await rerankTexts(
    dependencies,
    { ...request, model: { connection: 'c', model: 'rerank-v3.5' } },
    embed,
  )
  expect(silent.usage?.costMicros).toBeNull()
})
