import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RoutePolicy } from '@/lib/contracts/routes'
import { AppError } from '@/lib/core/app-error'
import type { ModelDecision } from '@/lib/engine/events'
import type { ChatChunk, ChatRequest } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { dropSingleton } from '@/lib/platform/singleton'
import { sendJson, sendSse, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import { createModelPorts } from '../create-model-ports'
import { freeGateway } from '../testing/free-gateway'
import type { GatewayServices } from './gateway-services'

/** What each model of the fake service does, call by call; the last one repeats. */
type Behaviour = 'answers' | 'breaks' | 'fails' | 'hangs' | 'limited' | 'refuses-key' | 'forbidden'
let behaviours: Record<string, Behaviour[]> = {}
let server: WireServer
/** Model and key of every call that came in. */
let calls: string[] = []

beforeEach(async () => {
  calls = []
  dropSingleton('circuit-breakers')
  dropSingleton('key-rotation')
  server = await startWireServer((request, response) => {
    const { model } = JSON.parse(request.body) as { model: string }
    calls.push(`${model} ${String(request.headers.authorization).slice(7)}`)
    const todo = behaviours[model] ?? []
    const behaviour = (todo.length > 1 ? todo.shift() : todo[0]) ?? 'answers'
    const chunk = (delta: object, finish: string | null = null) => ({
      id: 'c',
      object: 'chat.completion.chunk',
      created: 1,
      model,
      choices: [{ index: 0, delta, finish_reason: finish }],
    })
    if (behaviour === 'answers')
      return sendSse(response, [chunk({ role: 'assistant', content: `I am ${model}.` }), chunk({}, 'stop'), '[DONE]'])
    if (behaviour === 'breaks') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`data: ${JSON.stringify(chunk({ role: 'assistant', content: 'Half an ' }))}\n\n`)
      setTimeout(() => response.destroy(), 20)
      return
    }
    if (behaviour === 'hangs') return
    const status = { fails: 500, limited: 429, 'refuses-key': 401, forbidden: 400 }[behaviour]
    sendJson(response, status, { error: { message: 'no' } })
  })
})
afterEach(() => server.close())

const route = (more: object, models = ['one', 'two']) =>
  RoutePolicy.parse({
    strategy: 'ordered',
    retries: 0,
    targets: models.map((model) => ({ model: { connection: 'c', model } })),
    ...more,
  })

function ports(policy: RoutePolicy, change: Partial<GatewayServices> = {}, keys = ['k1']) {
  const gateway = freeGateway({ route: async (name) => ({ id: 'r1', name, policy }), ...change })
  const models = createModelPorts({
    resolveConnection: async () => ({
      provider: 'openai-compatible',
      baseUrl: `${server.url}/v1`,
      apiKey: keys[0] ?? null,
      keys,
    }),
    defaultChat: async () => null,
    builtin: fakePorts().models,
    gateway,
    stickyKey: 'me',
    fetch: server.egress.fetch,
  })
  return { models, gateway }
}

const ask = (more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: { connection: 'route', model: 'best' },
  messages: [{ role: 'user', content: 'Who are you?' }],
  signal: AbortSignal.timeout(5_000),
  ...more,
})

/** The text as a reader has it in the end, and what was decided on the way. */
async function read(chunks: AsyncIterable<ChatChunk>) {
  let text = ''
  const decisions: ModelDecision[] = []
  for await (const chunk of chunks) {
    if (chunk.type === 'text') text += chunk.text
    if (chunk.type === 'restart') text = ''
    if (chunk.type === 'decision') decisions.push(chunk.decision)
  }
  return { text, kinds: decisions.map(({ kind }) => kind), decisions }
}

test('a model that breaks off in the middle is replaced by the next, and its half answer is taken back', async () => {
  behaviours = { one: ['breaks'] }
  const { models, gateway } = ports(route({}))
  const { text, kinds } = await read(models.chat(ask()))
  expect([text, kinds]).toEqual(['I am two.', ['route', 'fallback']])
  expect(gateway.records.map(({ model, outcome, attempt }) => [model, outcome, attempt])).toEqual([
    ['one', 'failed', 1],
    ['two', 'ok', 2],
  ])
})

test('the same model is asked again as often as the route says, before the next one', async () => {
  behaviours = { one: ['fails', 'answers'] }
  const { models } = ports(route({ retries: 1 }))
  expect(await read(models.chat(ask()))).toMatchObject({ text: 'I am one.', kinds: ['route', 'retry'] })
})

test('a service that says when to come back is not waited for while another can answer', async () => {
  behaviours = { one: ['limited'] }
  expect(await read(ports(route({ retries: 3 })).models.chat(ask()))).toMatchObject({ text: 'I am two.' })
  expect(calls).toEqual(['one k1', 'two k1'])
})

test('when all fail, the last failure is told', async () => {
  behaviours = { one: ['fails'], two: ['refuses-key'] }
  await expect(read(ports(route({})).models.chat(ask()))).rejects.toMatchObject({ code: 'MODEL_UNAUTHORIZED' })
})

test('a model that keeps failing rests: the next request goes past it, and asks it again only when all rest', async () => {
  behaviours = { one: ['fails'], two: ['answers', 'answers', 'fails', 'answers'] }
  const { models } = ports(route({ breaker: { failures: 2, pauseSeconds: 60 } }))
  await read(models.chat(ask()))
  const second = await read(models.chat(ask()))
  expect(second.kinds).toContain('breaker')
  calls = []
  behaviours = { one: ['answers'], two: ['fails'] }
  expect(await read(models.chat(ask()))).toMatchObject({ text: 'I am one.' })
  expect(calls).toEqual(['two k1', 'one k1'])
})

test('a wrong request does not make a model rest', async () => {
  behaviours = { one: ['forbidden'], two: ['forbidden'] }
  const { models } = ports(route({ breaker: { failures: 1, pauseSeconds: 60 } }))
  await expect(read(models.chat(ask()))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  behaviours = {}
  expect(await read(models.chat(ask()))).toMatchObject({ text: 'I am one.', kinds: ['route'] })
})

test('a second model is asked when the first says nothing, and the slower one is ended', async () => {
  behaviours = { one: ['hangs'] }
  const { models, gateway } = ports(route({ hedgeAfterMs: 50 }))
  const { text, kinds } = await read(models.chat(ask()))
  expect([text, kinds]).toEqual(['I am two.', ['route', 'hedge']])
  expect(gateway.records.map(({ model, outcome }) => `${model} ${outcome}`).toSorted()).toEqual([
    'one cancelled',
    'two ok',
  ])
})

test('a reader who leaves when the second model is about to be asked ends the first call, and gives its place back', async () => {
  behaviours = { one: ['hangs'] }
  let taken = 0
  const enter = async () => {
    taken += 1
    return () => {
      taken -= 1
    }
  }
  const { models } = ports(route({ hedgeAfterMs: 50 }), { enter })
  for await (const chunk of models.chat(ask())) if (chunk.type === 'decision' && chunk.decision.kind === 'hedge') break
  expect(taken).toBe(0)
})

test('a hedge that fails leaves the first to answer', async () => {
  behaviours = { two: ['fails'] }
  expect(await read(ports(route({ hedgeAfterMs: 5_000 })).models.chat(ask()))).toMatchObject({ text: 'I am one.' })
})

test('Stop ends a route at once, without asking anybody else', async () => {
  behaviours = { one: ['hangs'] }
  const controller = new AbortController()
  const reading = read(ports(route({})).models.chat(ask({ signal: controller.signal })))
  await vi.waitUntil(() => calls.length > 0)
  controller.abort(new AppError('CANCELLED', 'Stopped.'))
  await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(calls).toEqual(['one k1'])
})

test('keys of a connection take turns; a refused one gives way to the next within the same call', async () => {
  behaviours = { one: ['answers', 'refuses-key', 'answers'] }
  const { models } = ports(route({}), {}, ['k1', 'k2'])
  await read(models.chat(ask()))
  const second = await read(models.chat(ask()))
  expect([second.text, second.kinds]).toEqual(['I am one.', ['route', 'key']])
  expect(calls).toEqual(['one k1', 'one k2', 'one k1'])
})

test('a budget stops before the call, is settled after it, and makes answers cheaper when it runs out', async () => {
  const settled: (number | null)[] = []
  const change: Partial<GatewayServices> = {
    admit: async () => ({ settle: async (cost) => void settled.push(cost) }),
    degradation: async () => ({ atPercent: 80, model: { connection: 'c', model: 'cheap' }, maxOutputTokens: 50 }),
  }
  const { text, kinds } = await read(ports(route({}), change).models.chat(ask({ maxOutputTokens: 900 })))
  expect([text, kinds, settled]).toEqual(['I am cheap.', ['budget'], [null]])
  expect(JSON.parse(server.requests.at(-1)?.body ?? '{}')).toMatchObject({ max_tokens: 50 })
  const stop = new AppError('BUDGET_EXCEEDED', 'The budget is used up.')
  const stopped = ports(route({}), { admit: () => Promise.reject(stop) })
  calls = []
  await expect(read(stopped.models.chat(ask()))).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' })
  expect(calls).toEqual([])
})

test('what the policy forbids is not called, and a route goes on to what it allows', async () => {
  const check: GatewayServices['check'] = async ({ model }) => {
    if (model === 'one') throw new AppError('FORBIDDEN', 'The model policy does not allow it.')
  }
  expect(await read(ports(route({}), { check }).models.chat(ask()))).toMatchObject({ text: 'I am two.' })
  expect(calls).toEqual(['two k1'])
})

test('the place of a connection is given back however a call ends', async () => {
  let taken = 0
  const enter: GatewayServices['enter'] = async () => {
    taken += 1
    return () => {
      taken -= 1
    }
  }
  behaviours = { one: ['breaks'] }
  const { models } = ports(route({}), { enter })
  for await (const chunk of models.chat(ask())) if (chunk.type === 'text') break
  expect(taken).toBe(0)
  await read(models.chat(ask()))
  expect(taken).toBe(0)
})

test('the ledger knows what kinds of data left, and what a reader who left had used', async () => {
  behaviours = {}
  const { models, gateway } = ports(route({}))
  const messages: ChatRequest['messages'] = [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'Look', images: [{ mediaType: 'image/png', base64: 'AAAA' }] },
  ]
  for await (const chunk of models.chat(ask({ messages, dataKinds: ['documents'], nodeId: 'n1' })))
    if (chunk.type === 'text') break
  expect(gateway.records).toMatchObject([
    {
      outcome: 'cancelled',
      nodeId: 'n1',
      sentCharacters: 12,
      dataKinds: ['documents', 'images', 'instructions', 'prompt'],
      host: new URL(server.url).host,
    },
  ])
})

test('T90 a reader who leaves before the end is counted for what was written until then', async () => {
  behaviours = {}
  const settled: (number | null)[] = []
  const admit = async () => ({ settle: async (micros: number | null) => void settled.push(micros) })
  const { models, gateway } = ports(route({}), { admit })
  for await (const chunk of models.chat(ask())) if (chunk.type === 'text') break
  const [record] = gateway.records
  expect(record).toMatchObject({ outcome: 'cancelled', estimated: true })
  expect([(record?.inputTokens ?? 0) > 0, (record?.outputTokens ?? 0) > 0]).toEqual([true, true])
  expect(settled).toEqual([record?.costMicros])
})
