import { afterEach, expect, test } from 'vitest'
import { RoutePolicy as Policy, type RoutePolicy } from '@/lib/contracts/routes'
import { newId } from '@/lib/core/new-id'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { sendJson, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import type { GatewayServices } from '../gateway/gateway-services'
import { freeGateway } from '../testing/free-gateway'
import { embedWith } from './embed-with'
import { makeImage, speak, transcribe } from './make-media'

let server: WireServer
afterEach(() => server.close())

const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex')
const signal = () => AbortSignal.timeout(5_000)

/** A service that answers by path. Connections whose id starts with `down` respond with 500. */
async function setUp(change: Partial<GatewayServices> = {}, provider = 'openai') {
  server = await startWireServer((request, response) => {
    if (request.url.startsWith('/down')) return sendJson(response, 500, { error: { message: 'Out of order' } })
    if (request.url.endsWith('/audio/transcriptions'))
      return sendJson(response, 200, { text: 'Hello.', usage: { type: 'duration', seconds: 90 } })
    if (request.url.endsWith('/images/generations'))
      return sendJson(response, 200, { data: [{ b64_json: PNG.toString('base64') }] })
    if (request.url.endsWith('/embeddings')) {
      const dims = request.url.startsWith('/wide') ? 3 : 2
      const data = JSON.parse(request.body).input.map((_: string, index: number) => ({
        index,
        embedding: Array.from({ length: dims }, () => 0.5),
      }))
      return sendJson(response, 200, { data, usage: { prompt_tokens: 4 } })
    }
    response.writeHead(200, { 'content-type': 'audio/mpeg' })
    response.end(Buffer.from([0xff, 0xfb, 0x00]))
  })
  const services = freeGateway(change)
  const dependencies = {
    services,
    resolveConnection: async (id: string) => ({ provider, baseUrl: `${server.url}/${id}/v1`, apiKey: 'k1' }),
    fetch: server.egress.fetch,
    stickyKey: 's',
  }
  return { dependencies, services }
}

test('bills a recording by the minutes that the service reports, after a budget check', async () => {
  const planned: (number | null)[] = []
  const { dependencies, services } = await setUp({
    admit: async (micros) => {
      planned.push(micros)
      return { settle: async () => {} }
    },
  })
  const request = { audio: new Uint8Array(4_000 * 60), mediaType: 'audio/mpeg', fileName: 'a.mp3', signal: signal() }
  const { text, usage } = await transcribe(dependencies, { ...request, model: { connection: 'a', model: 'whisper-1' } })
  expect([text, usage?.costMicros, planned]).toEqual(['Hello.', 9_000, [6_000]])
  expect(services.records).toMatchObject([
    { ability: 'transcribe', costMicros: 9_000, dataKinds: ['audio'], outcome: 'ok' },
  ])
})

test('bills speech by its characters; without a price the cost is unknown', async () => {
  const { dependencies, services } = await setUp()
  const request = { text: 'x'.repeat(1_000), format: 'mp3', signal: signal() } as const
  const priced = await speak(dependencies, { ...request, model: { connection: 'a', model: 'tts-1' } })
  expect([priced.mediaType, priced.usage?.costMicros]).toEqual(['audio/mpeg', 15_000])
  const unknown = await speak(dependencies, { ...request, model: { connection: 'a', model: 'of-tomorrow' } })
  expect(unknown.usage?.costMicros).toBeNull()
  expect(services.records.map(({ costMicros }) => costMicros)).toEqual([15_000, null])
})

test('does not call a service when the budget rejects the call', async () => {
  const { dependencies, services } = await setUp({
    admit: async () => {
      throw new Error('budget used up')
    },
  })
  const pending = makeImage(dependencies, { model: { connection: 'a', model: 'x' }, prompt: 'A cat', signal: signal() })
  await expect(pending).rejects.toThrow('used up')
  expect([server.requests.length, services.records.length]).toEqual([0, 0])
})

test('names the service that lacks an operation, and calls nothing without a selected model', async () => {
  const { dependencies } = await setUp({}, 'anthropic')
  const request = (connection: string) =>
    makeImage(dependencies, { model: { connection, model: 'x' }, prompt: 'A cat', signal: signal() })
  await expect(request('a')).rejects.toThrow('Anthropic has no models that generate images here.')
  for (const connection of ['', 'auto', 'trained'])
    await expect(request(connection)).rejects.toMatchObject({ code: 'MODEL_MISSING' })
})

const routeOf = (ability: RoutePolicy['ability'], connections: string[]) => {
  const targets = connections.map((connection) => ({ model: { connection, model: 'text-embedding-3-small' } }))
  const policy = Policy.parse({
    ability,
    strategy: 'ordered',
    targets,
    retries: 1,
    breaker: { failures: 2, pauseSeconds: 60 },
  })
  return { id: newId(), name: 'r', policy }
}
const embedding = (overrides: object = {}) => ({
  model: { connection: 'route', model: 'r' },
  texts: ['a'],
  use: 'query' as const,
  signal: signal(),
  ...overrides,
})

test('fails over to the next embedding model of a route, reports it, and pauses a failing one', async () => {
  const down = `down-${newId()}`
  const { dependencies, services } = await setUp({ route: async () => routeOf('embed', [down, 'up']) })
  const first = await embedWith(dependencies, embedding(), async () => [])
  expect(first.vectors).toEqual([Float32Array.of(0.5, 0.5)])
  expect(first.decisions.map(({ kind }) => kind)).toEqual(['route', 'retry', 'breaker', 'fallback'])
  expect(services.records.map(({ connectionId, outcome, attempt }) => [connectionId, outcome, attempt])).toEqual([
    [down, 'failed', 1],
    [down, 'failed', 2],
    ['up', 'ok', 3],
  ])
  // The failing model is paused now, so the second request goes directly to the other one.
  await embedWith(dependencies, embedding(), async () => [])
  expect(services.records.at(-1)).toMatchObject({ connectionId: 'up', attempt: 1 })
})

test('fails over when vectors have another length, and fails without an alternative', async () => {
  const { dependencies, services } = await setUp({ route: async () => routeOf('embed', ['wide', 'up']) })
  const { vectors } = await embedWith(dependencies, embedding({ dims: 2 }), async () => [])
  expect(vectors[0]).toHaveLength(2)
  // The received response is billed all the same.
  expect(services.records[0]).toMatchObject({ connectionId: 'wide', outcome: 'failed', inputTokens: 4 })
  const singleTarget = embedding({ dims: 2, model: { connection: 'wide', model: 'text-embedding-3-small' } })
  await expect(embedWith(dependencies, singleTarget, async () => [])).rejects.toMatchObject({ code: 'MODEL_FAILED' })
})

test('rejects a route of another kind, and stops at a used-up budget without failover', async () => {
  const { dependencies } = await setUp({ route: async () => routeOf(undefined, ['up']) })
  await expect(embedWith(dependencies, embedding(), async () => [])).rejects.toMatchObject({ code: 'MODEL_MISSING' })
  await server.close()
  const { AppError } = await import('@/lib/core/app-error')
  const poor = await setUp({
    route: async () => routeOf('embed', ['up', 'other']),
    admit: async () => {
      throw new AppError('BUDGET_EXCEEDED', verbatim('Used up.'))
    },
  })
  await expect(embedWith(poor.dependencies, embedding(), async () => [])).rejects.toMatchObject({
    code: 'BUDGET_EXCEEDED',
  })
  expect(server.requests).toHaveLength(0)
})

test('answers the same request from the cache, with identical bytes and free of charge', async () => {
  const kept = new Map<string, Parameters<GatewayServices['cache']['store']>[0]>()
  const { dependencies, services } = await setUp({
    cache: {
      find: async ({ requestHash }) => {
        const found = kept.get(requestHash)
        return found ? { answer: found.answer, costMicros: found.costMicros, similarity: null } : null
      },
      store: async (entry) => void kept.set(entry.requestHash, entry),
    },
  })
  const cache = { mode: 'exact', ttlSeconds: 60 } as const
  const request = (texts: string[]) =>
    embedWith(
      dependencies,
      embedding({ cache, texts, model: { connection: 'a', model: 'text-embedding-3-small' } }),
      async () => [],
    )
  const first = await request(['a', 'b'])
  const second = await request(['a', 'b'])
  expect(second.vectors).toEqual(first.vectors)
  expect([second.usage?.costMicros, second.decisions[0]?.kind]).toEqual([0, 'cache'])
  await request(['a', 'c'])
  expect(server.requests).toHaveLength(2)
  expect(services.records.map(({ outcome }) => outcome)).toEqual(['ok', 'cached', 'ok'])
})
