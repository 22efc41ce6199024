import { afterEach, expect, test } from 'vitest'
import { RoutePolicy } from '@/lib/contracts/routes'
import { sendJson, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import { freeGateway } from '../testing/free-gateway'
import { embedWith } from './embed-with'

let server: WireServer
afterEach(() => server.close())

async function setUp(provider = 'openai', answer: object = {}) {
  server = await startWireServer((request, response) => {
    const data = JSON.parse(request.body).input.map((text: string, index: number) => ({
      index,
      embedding: [text.length],
    }))
    sendJson(response, 200, { data, ...answer })
  })
  const services = freeGateway()
  const dependencies = {
    services,
    resolveConnection: async () => ({ provider, baseUrl: `${server.url}/v1`, apiKey: 'k1' }),
    fetch: server.egress.fetch,
    stickyKey: 'k',
  }
  const builtin = async ({ texts }: { texts: string[] }) => texts.map(() => Float32Array.of(1))
  const request = {
    model: { connection: 'c', model: 'text-embedding-3-small' },
    texts: ['a', 'bb'],
    use: 'query' as const,
    signal: AbortSignal.timeout(5_000),
  }
  return { dependencies, services, builtin, request }
}

test('calls the selected model and records tokens and price in the ledger', async () => {
  const { dependencies, services, builtin, request } = await setUp('openai', { usage: { prompt_tokens: 1_000_000 } })
  const { vectors, usage } = await embedWith(dependencies, request, builtin)
  expect(vectors).toEqual([Float32Array.of(1), Float32Array.of(2)])
  expect(usage).toMatchObject({ inputTokens: 1_000_000, estimated: false })
  expect(services.records).toMatchObject([{ ability: 'embed', inputTokens: 1_000_000, costMicros: usage?.costMicros }])
})

test('has no price when the service counts no tokens, except on own hardware', async () => {
  const dear = await setUp()
  expect((await embedWith(dear.dependencies, dear.request, dear.builtin)).usage?.costMicros).toBeNull()
  await server.close()
  const setup = await setUp('vllm')
  expect((await embedWith(setup.dependencies, setup.request, setup.builtin)).usage?.costMicros).toBe(0)
})

test('uses the built-in model without a request, and rejects names of chat models', async () => {
  const { dependencies, builtin, request } = await setUp()
  const named = (connection: string) => ({ ...request, model: { connection, model: 'x' } })
  expect((await embedWith(dependencies, named('builtin'), builtin)).usage).toBeNull()
  for (const name of ['auto', 'route', 'trained'])
    await expect(embedWith(dependencies, named(name), builtin)).rejects.toMatchObject({ code: 'MODEL_MISSING' })
  expect(server.requests).toHaveLength(0)
})

test('reports a service without embeddings', async () => {
  const { dependencies, builtin, request } = await setUp('anthropic')
  await expect(embedWith(dependencies, request, builtin)).rejects.toThrow('Anthropic has no embedding models here.')
})

test('fails over from a silent service of a route and counts a failure', async () => {
  server = await startWireServer(({ body }, response) => {
    const { model } = JSON.parse(body)
    if (model === 'silent') return
    sendJson(response, 200, { data: [{ index: 0, embedding: [1] }] })
  })
  const targets = ['silent', 'speaking'].map((model) => ({ model: { connection: 'c', model } }))
  const policy = RoutePolicy.parse({ ability: 'embed', strategy: 'ordered', targets, timeouts: { answerMs: 200 } })
  const services = freeGateway({ route: async (name) => ({ id: 'r1', name, policy }) })
  const dependencies = {
    services,
    resolveConnection: async () => ({ provider: 'openai', baseUrl: `${server.url}/v1`, apiKey: 'k1' }),
    fetch: server.egress.fetch,
    stickyKey: 'k',
  }
  const request = { texts: ['a'], use: 'query' as const, signal: AbortSignal.timeout(60_000) }
  const model = { connection: 'route', model: 'vectors' }
  const { vectors, decisions } = await embedWith(dependencies, { ...request, model }, async () => [])
  expect(vectors).toEqual([Float32Array.of(1)])
  expect(decisions.map(({ kind }) => kind)).toEqual(['route', 'fallback'])
  expect(services.records.map(({ outcome, errorCode }) => [outcome, errorCode])).toEqual([
    ['failed', 'TIMEOUT'],
    ['ok', null],
  ])
})
