import type { ServerResponse } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { RoutePolicy } from '@/lib/contracts/routes'
import { AppError } from '@/lib/core/app-error'
import { createEgress } from '@/lib/egress/create-egress'
import type { ChatRequest } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { dropSingleton } from '@/lib/platform/singleton'
import { sendJson, sendSse, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import { createModelPorts } from '../create-model-ports'
import type { ResolvedConnection } from '../provider-connection'
import { freeGateway } from '../testing/free-gateway'
import type { GatewayServices } from './gateway-services'

let server: WireServer | undefined
afterEach(async () => {
  await server?.close()
  dropSingleton('circuit-breakers')
})

/** The `stream` flag of each request. */
const streamFlags = () => (server?.requests ?? []).map(({ body }) => JSON.parse(body).stream)

interface Given {
  isSilent?: boolean
  /** Replaces the answer. */
  fail?: (response: ServerResponse) => unknown
  elsewhere?: Pick<WireServer, 'url' | 'egress'>
  fields?: Record<string, string>
  policy?: object
  provider?: ResolvedConnection['provider']
  admit?: GatewayServices['admit']
}

async function models(settings: Given = {}) {
  server = await startWireServer(({ body }, response) => {
    if (settings.isSilent) return
    if (settings.fail) return void settings.fail(response)
    const [choice, id] = [{ index: 0, finish_reason: 'stop' }, 'c']
    if (JSON.parse(body).stream)
      sendSse(response, [{ id, choices: [{ ...choice, delta: { content: 'streamed' } }] }, '[DONE]'])
    else sendJson(response, 200, { id, choices: [{ ...choice, message: { content: 'whole' } }] })
  })
  const policy = RoutePolicy.parse({
    strategy: 'ordered',
    retries: 0,
    targets: ['one', 'two'].map((model) => ({ model: { connection: 'c', model } })),
    ...settings.policy,
  })
  const route = async (name: string) => ({ id: 'r1', name, policy })
  const gateway = freeGateway({ route, ...(settings.admit ? { admit: settings.admit } : {}) })
  const { url, egress } = settings.elsewhere ?? server
  const ports = (stream?: boolean) =>
    createModelPorts({
      resolveConnection: async () => ({
        provider: settings.provider ?? 'openai-compatible',
        baseUrl: `${url}/v1`,
        apiKey: settings.provider === undefined ? null : 'sk-test',
        fields: settings.fields ?? {},
      }),
      defaultChat: async () => null,
      builtin: fakePorts().models,
      gateway,
      stickyKey: 'me',
      ...(stream === undefined ? {} : { stream }),
      fetch: egress.within(null),
    })
  return { ports, gateway }
}

const request = (overrides: Partial<ChatRequest> = {}): ChatRequest => ({
  model: { connection: 'c', model: 'm' },
  messages: [{ role: 'user', content: 'A question of some words' }],
  signal: AbortSignal.timeout(60_000),
  ...overrides,
})

async function textOf({ chat }: Pick<EnginePorts['models'], 'chat'>, request: ChatRequest): Promise<string> {
  let text = ''
  await chat(request, (chunk) => {
    if (chunk.type === 'text') text += chunk.text
  })
  return text
}

test('sends non-streaming requests when no reader follows, unless a request overrides it', async () => {
  const { ports, gateway } = await models()
  expect(await textOf(ports(), request())).toBe('streamed')
  expect(await textOf(ports(false), request())).toBe('whole')
  expect(await textOf(ports(false), request({ stream: true }))).toBe('streamed')
  expect(await textOf(ports(), request({ stream: false }))).toBe('whole')
  expect(streamFlags()).toEqual([true, false, true, false])
  // A non-streaming response has no time to first token.
  expect(gateway.records.map(({ firstTokenMs }) => firstTokenMs === null)).toEqual([false, true, false, true])
  expect(gateway.records.every(({ outputTokens, durationMs }) => outputTokens > 0 && durationMs > 0)).toBe(true)
})

test('always streams for a connection that requires it, and measures the first token', async () => {
  const { ports, gateway } = await models({ fields: { alwaysStream: 'yes' } })
  expect(await textOf(ports(false), request())).toBe('streamed')
  expect([streamFlags(), gateway.records[0]?.firstTokenMs]).toEqual([[true], expect.any(Number)])
})

test.each([
  [{}, false],
  [{ strategy: 'weighted' }, false],
  [{ strategy: 'cheapest' }, false],
  [{ strategy: 'fastest' }, true],
  [{ strategy: 'cheapest', bounds: { maxFirstTokenMs: 500 } }, true],
  [{ hedgeAfterMs: 5_000 }, true],
])('a route with %j streams: %s', async (policy, streams) => {
  const { ports } = await models({ policy })
  await textOf(ports(false), request({ model: { connection: 'route', model: 'best' } }))
  expect(streamFlags()).toEqual([streams])
})

test('counts the prompt of a call that is cancelled before any output', async () => {
  const { ports, gateway } = await models({ isSilent: true })
  for (const stream of [false, true]) {
    const controller = new AbortController()
    const reading = textOf(ports(stream), request({ signal: controller.signal })).catch(() => 'stopped')
    await expect.poll(() => server?.requests.length).toBe(stream ? 2 : 1)
    controller.abort()
    expect(await reading).toBe('stopped')
  }
  expect(gateway.records).toMatchObject([
    { outcome: 'cancelled', estimated: true, outputTokens: 0, firstTokenMs: null },
    { outcome: 'cancelled', estimated: true, outputTokens: 0, firstTokenMs: null },
  ])
  for (const { inputTokens } of gateway.records) expect(inputTokens).toBeGreaterThan(4)
  await expect.poll(() => server?.requests.every((request) => request.isAborted())).toBe(true)
})

test.each([false, true])('prevents bypassing a budget by repeated cancellation, streamed: %s', async (stream) => {
  const limitMicros = 10_000
  const counted = { micros: 0, planned: 0 }
  const { ports, gateway } = await models({
    isSilent: true,
    // OpenAI's prices are known.
    provider: 'openai',
    admit: (plannedMicros) => {
      if (counted.micros >= limitMicros) throw new AppError('BUDGET_EXCEEDED', verbatim('Used up.'))
      counted.planned = plannedMicros ?? 0
      const settle = (micros: number | null) => {
        counted.micros += micros ?? 0
      }
      return { settle }
    },
  })
  const giveUp = async () => {
    const callsBefore = server?.requests.length ?? 0
    const controller = new AbortController()
    const model = { connection: 'c', model: 'gpt-4o' }
    const reading = textOf(ports(stream), request({ model, signal: controller.signal, maxOutputTokens: 500 })).catch(
      (error: unknown) => (AppError.isInstance(error) ? error.code : 'other'),
    )
    await Promise.race([reading, expect.poll(() => server?.requests.length).toBe(callsBefore + 1)])
    controller.abort()
    return reading
  }
  expect(await giveUp()).toBe('CANCELLED')
  // Five hundred output tokens cost half a cent; the ledger records only the prompt, which is
  // known.
  expect([counted.micros, counted.planned > 5_000]).toEqual([counted.planned, true])
  expect(gateway.records[0]?.costMicros).toBeLessThan(500)
  expect([await giveUp(), await giveUp()]).toEqual(['CANCELLED', 'BUDGET_EXCEEDED'])
})

const reject = (status: number) => (response: ServerResponse) =>
  sendJson(response, status, { error: { message: 'No.' } })
test.each([
  ['a connection cut before the response', (response: ServerResponse) => response.destroy(), true],
  [
    'a connection cut within the response',
    (response: ServerResponse) => response.writeHead(200).write('{', () => response.destroy()),
    true,
  ],
  ['a gateway that gives up with 502', reject(502), true],
  ['a gateway that gives up with 504', reject(504), true],
  ['a gateway that gives up with 524', reject(524), true],
  ['a failure of the service', reject(500), false],
  ['a request timeout', reject(408), false],
  ['a rate limit', reject(429), false],
  ['a rejected request', reject(400), false],
])('%s: counts the prompt of a missing non-streaming response that may be billed', async (_, fail, isCounted) => {
  const { ports, gateway } = await models({ fail })
  await expect(textOf(ports(false), request())).rejects.toThrow()
  expect(gateway.records).toMatchObject([{ outcome: 'failed', estimated: isCounted, outputTokens: 0 }])
  expect((gateway.records[0]?.inputTokens ?? 0) > 4).toBe(isCounted)
})

test('counts nothing for a call that is stopped before it was sent', async () => {
  const url = 'http://models.test'
  const lookUp = vi.fn(() => new Promise<never>(() => {}))
  const egress = createEgress({ allow: 'http://models.test:80', resolve: lookUp })
  const { ports, gateway } = await models({ elsewhere: { url, egress } })
  await expect(textOf(ports(false), request({ signal: AbortSignal.abort() }))).rejects.toThrow()
  expect(lookUp).not.toHaveBeenCalled()
  const controller = new AbortController()
  const reading = textOf(ports(false), request({ signal: controller.signal })).catch(() => 'stopped')
  await expect.poll(() => lookUp.mock.calls.length).toBe(1)
  controller.abort()
  expect(await reading).toBe('stopped')
  await egress.close()
  const nothing = { outcome: 'cancelled', estimated: false, inputTokens: 0, costMicros: 0 }
  expect(gateway.records).toMatchObject([nothing, nothing])
})

test('counts nothing for an unreachable service', async () => {
  const nobody = 'http://127.0.0.1:1'
  const egress = createEgress({ allow: nobody })
  const { ports, gateway } = await models({ elsewhere: { url: nobody, egress } })
  await expect(textOf(ports(false), request())).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' })
  await egress.close()
  expect(gateway.records).toMatchObject([{ outcome: 'failed', estimated: false, inputTokens: 0, costMicros: 0 }])
})

test('does not bill a rejected request when the retry without `response_format` is not sent', async () => {
  const { ports, gateway } = await models({
    fail: (response) => {
      // Nothing listens when the second request arrives.
      response.shouldKeepAlive = false
      server?.stopListening()
      sendJson(response, 400, { error: { message: 'Unknown field response_format' } })
    },
  })
  const responseSchema = { type: 'object' }
  await expect(textOf(ports(false), request({ responseSchema }))).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' })
  expect(server?.requests.length).toBe(1)
  expect(gateway.records).toMatchObject([{ outcome: 'failed', estimated: false, inputTokens: 0, costMicros: 0 }])
})
