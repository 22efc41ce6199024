import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { routeTimeouts } from '@/lib/contracts/route-timeouts'
import type { RoutePolicy } from '@/lib/contracts/routes'
import { AppError } from '@/lib/core/app-error'
import type { ModelDecision } from '@/lib/engine/events'
import type { ChatChunk, ChatRequest } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { dropSingleton } from '@/lib/platform/singleton'
import { type FakeService, fakeRoute, startFakeService } from '../testing/fake-service'
import type { GatewayServices } from './gateway-services'

let service: FakeService

beforeEach(async () => {
  dropSingleton('circuit-breakers')
  dropSingleton('key-rotation')
  service = await startFakeService()
})
afterEach(() => service.close())

const request = (overrides: Partial<ChatRequest> = {}): ChatRequest => ({
  model: { connection: 'route', model: 'best' },
  messages: [{ role: 'user', content: 'Who are you?' }],
  signal: AbortSignal.timeout(60_000),
  ...overrides,
})

type Models = Pick<EnginePorts['models'], 'chat'>

/** Stops reading at the first matching chunk. */
const leaveAt = async ({ chat }: Models, request: ChatRequest, isIt: (chunk: ChatChunk) => boolean) => {
  const left = new Error('Reader left.')
  const reading = chat(request, (chunk) => {
    if (isIt(chunk)) throw left
  })
  await expect(reading).rejects.toBe(left)
}
const isText = ({ type }: ChatChunk) => type === 'text'

/** The text as the reader finally sees it, with the decisions on the way. */
async function chatWith({ chat }: Models, request: ChatRequest) {
  let text = ''
  const decisions: ModelDecision[] = []
  await chat(request, (chunk) => {
    if (chunk.type === 'text') text += chunk.text
    if (chunk.type === 'restart') text = ''
    if (chunk.type === 'decision') decisions.push(chunk.decision)
  })
  return { text, kinds: decisions.map(({ kind }) => kind), decisions }
}

// Streaming and non-streaming calls share routing, accounting and rejection.
describe.each([
  ['streamed', true],
  ['in one piece', false],
])('gateway: %s', (_, stream) => {
  const ports = (policy: RoutePolicy, change: Partial<GatewayServices> = {}, keys = ['k1']) =>
    service.ports({ policy, change, keys, stream })

  test('replaces a model that fails midway and retracts its partial answer', async () => {
    service.behaviors = { one: ['breaks'] }
    const { models, gateway } = ports(fakeRoute({}))
    const { text, kinds } = await chatWith(models, request())
    expect([text, kinds]).toEqual(['I am two.', ['route', 'fallback']])
    expect(gateway.records.map(({ model, outcome, attempt }) => [model, outcome, attempt])).toEqual([
      ['one', 'failed', 1],
      ['two', 'ok', 2],
    ])
  })

  test('retries the same model as often as the route allows before the next one', async () => {
    service.behaviors = { one: ['fails', 'answers'] }
    const { models } = ports(fakeRoute({ retries: 1 }))
    expect(await chatWith(models, request())).toMatchObject({ text: 'I am one.', kinds: ['route', 'retry'] })
  })

  test('does not wait for a Retry-After while another model can answer', async () => {
    service.behaviors = { one: ['limited'] }
    expect(await chatWith(ports(fakeRoute({ retries: 3 })).models, request())).toMatchObject({ text: 'I am two.' })
    expect(service.calls).toEqual(['one k1', 'two k1'])
  })

  test('reports the last failure when all models fail', async () => {
    service.behaviors = { one: ['fails'], two: ['refuses-key'] }
    await expect(chatWith(ports(fakeRoute({})).models, request())).rejects.toMatchObject({ code: 'MODEL_UNAUTHORIZED' })
  })

  test('skips a model that keeps failing, and calls it again only when all are paused', async () => {
    service.behaviors = { one: ['fails'], two: ['answers', 'answers', 'fails', 'answers'] }
    const { models } = ports(fakeRoute({ breaker: { failures: 2, pauseSeconds: 60 } }))
    await chatWith(models, request())
    const second = await chatWith(models, request())
    expect(second.kinds).toContain('breaker')
    service.calls = []
    service.behaviors = { one: ['answers'], two: ['fails'] }
    expect(await chatWith(models, request())).toMatchObject({ text: 'I am one.' })
    expect(service.calls).toEqual(['two k1', 'one k1'])
  })

  test('does not count an invalid request against the model', async () => {
    service.behaviors = { one: ['forbidden'], two: ['forbidden'] }
    const { models } = ports(fakeRoute({ breaker: { failures: 1, pauseSeconds: 60 } }))
    await expect(chatWith(models, request())).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    service.behaviors = {}
    expect(await chatWith(models, request())).toMatchObject({ text: 'I am one.', kinds: ['route'] })
  })

  test('hedges a silent model and aborts the slower one', async () => {
    service.behaviors = { one: ['hangs'] }
    const { models, gateway } = ports(fakeRoute({ hedgeAfterMs: 50 }))
    const { text, kinds } = await chatWith(models, request())
    expect([text, kinds]).toEqual(['I am two.', ['route', 'hedge']])
    expect(gateway.records.map(({ model, outcome }) => `${model} ${outcome}`).toSorted()).toEqual([
      'one cancelled',
      'two ok',
    ])
  })

  test('fails over after a timeout without retrying, and counts the timeout as a failure', async () => {
    service.behaviors = { one: ['hangs'] }
    const timeouts = { firstTokenMs: 200, answerMs: 200 }
    const policy = fakeRoute({ retries: 3, timeouts, breaker: { failures: 1, pauseSeconds: 60 } })
    const { models, gateway } = ports(policy)
    const { text, kinds, decisions } = await chatWith(models, request({ signal: AbortSignal.timeout(60_000) }))
    expect([text, kinds]).toEqual(['I am two.', ['route', 'breaker', 'fallback']])
    const what = stream ? 'token' : 'answer'
    expect(decisions.at(-1)?.message).toBe(`The model sent no ${what} within 0.2 seconds. The next model is tried.`)
    expect(gateway.records.map(({ model, outcome, errorCode }) => [model, outcome, errorCode])).toEqual([
      ['one', 'failed', 'TIMEOUT'],
      ['two', 'ok', null],
    ])
    // The breaker now skips the silent model.
    expect((await chatWith(models, request())).text).toBe('I am two.')
    expect(service.calls).toEqual(['one k1', 'two k1', 'two k1'])
  })

  test('fails with TIMEOUT when every model stays silent', async () => {
    service.behaviors = { one: ['hangs'], two: ['hangs'] }
    const { models, gateway } = ports(fakeRoute({ timeouts: { firstTokenMs: 100, answerMs: 100 } }))
    const reading = chatWith(models, request({ signal: AbortSignal.timeout(60_000) }))
    await expect(reading).rejects.toMatchObject({ code: 'TIMEOUT' })
    expect(gateway.records.map(({ model, errorCode }) => [model, errorCode])).toEqual([
      ['one', 'TIMEOUT'],
      ['two', 'TIMEOUT'],
    ])
  })

  test("ends the request at the step's own limit without blaming the model", async () => {
    service.behaviors = { one: ['hangs'] }
    const { models, gateway } = ports(fakeRoute({}))
    await expect(chatWith(models, request({ signal: AbortSignal.timeout(300) }))).rejects.toThrow()
    expect(service.calls).toEqual(['one k1'])
    expect(gateway.records.map(({ outcome }) => outcome)).toEqual(['cancelled'])
  })

  test('aborts the first call and releases its slot when the reader leaves at the hedge', async () => {
    service.behaviors = { one: ['hangs'] }
    let calls = 0
    const enter = async () => {
      calls += 1
      return () => {
        calls -= 1
      }
    }
    const { models } = ports(fakeRoute({ hedgeAfterMs: 50 }), { enter })
    await leaveAt(models, request(), (chunk) => chunk.type === 'decision' && chunk.decision.kind === 'hedge')
    expect(calls).toBe(0)
  })

  test('keeps the first call when the hedge fails', async () => {
    service.behaviors = { two: ['fails'] }
    expect(await chatWith(ports(fakeRoute({ hedgeAfterMs: 5_000 })).models, request())).toMatchObject({
      text: 'I am one.',
    })
  })

  test('stops a route at once without calling another model', async () => {
    service.behaviors = { one: ['hangs'] }
    const controller = new AbortController()
    const reading = chatWith(ports(fakeRoute({})).models, request({ signal: controller.signal }))
    await vi.waitUntil(() => service.calls.length > 0)
    controller.abort(new AppError('CANCELLED', verbatim('Stopped.')))
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(service.calls).toEqual(['one k1'])
  })

  test('rotates the keys of a connection and replaces a rejected key within the same call', async () => {
    service.behaviors = { one: ['answers', 'refuses-key', 'answers'] }
    const { models } = ports(fakeRoute({}), {}, ['k1', 'k2'])
    await chatWith(models, request())
    const second = await chatWith(models, request())
    expect([second.text, second.kinds]).toEqual(['I am one.', ['route', 'key']])
    expect(service.calls).toEqual(['one k1', 'one k2', 'one k1'])
  })

  test('checks the budget before the call, settles it afterwards, and degrades when it runs low', async () => {
    const settled: (number | null)[] = []
    const change: Partial<GatewayServices> = {
      admit: async () => ({ settle: async (cost) => void settled.push(cost) }),
      degradation: async () => ({ atPercent: 80, model: { connection: 'c', model: 'cheap' }, maxOutputTokens: 50 }),
    }
    const { text, kinds } = await chatWith(ports(fakeRoute({}), change).models, request({ maxOutputTokens: 900 }))
    expect([text, kinds, settled]).toEqual(['I am cheap.', ['budget'], [null]])
    expect(JSON.parse(service.server.requests.at(-1)?.body ?? '{}')).toMatchObject({ max_tokens: 50 })
    const stop = new AppError('BUDGET_EXCEEDED', verbatim('The budget is used up.'))
    const stopped = ports(fakeRoute({}), { admit: () => Promise.reject(stop) })
    service.calls = []
    await expect(chatWith(stopped.models, request())).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' })
    expect(service.calls).toEqual([])
  })

  test('skips models that the policy forbids and continues with the allowed ones', async () => {
    const check: GatewayServices['check'] = async ({ model }) => {
      if (model === 'one') throw new AppError('FORBIDDEN', verbatim('The model policy does not allow it.'))
    }
    expect(await chatWith(ports(fakeRoute({}), { check }).models, request())).toMatchObject({ text: 'I am two.' })
    expect(service.calls).toEqual(['two k1'])
  })

  test('releases the slot of the connection however a call ends', async () => {
    let calls = 0
    const enter: GatewayServices['enter'] = async () => {
      calls += 1
      return () => {
        calls -= 1
      }
    }
    service.behaviors = { one: ['breaks'] }
    const { models } = ports(fakeRoute({}), { enter })
    await leaveAt(models, request(), isText)
    expect(calls).toBe(0)
    await chatWith(models, request())
    expect(calls).toBe(0)
  })

  test('records data kinds and the usage of cancelled calls in the ledger', async () => {
    service.behaviors = {}
    const { models, gateway } = ports(fakeRoute({}))
    const messages: ChatRequest['messages'] = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Look', images: [{ mediaType: 'image/png', base64: 'AAAA' }] },
    ]
    await leaveAt(models, request({ messages, dataKinds: ['documents'], nodeId: 'n1' }), isText)
    expect(gateway.records).toMatchObject([
      {
        outcome: 'cancelled',
        nodeId: 'n1',
        sentCharacters: 12,
        dataKinds: ['documents', 'images', 'instructions', 'prompt'],
        host: new URL(service.server.url).host,
      },
    ])
  })

  test('bills the output written before a reader left', async () => {
    service.behaviors = {}
    const settled: (number | null)[] = []
    const admit = async () => ({ settle: async (micros: number | null) => void settled.push(micros) })
    const { models, gateway } = ports(fakeRoute({}), { admit })
    await leaveAt(models, request(), isText)
    const [record] = gateway.records
    expect(record).toMatchObject({ outcome: 'cancelled', estimated: true })
    expect([(record?.inputTokens ?? 0) > 0, (record?.outputTokens ?? 0) > 0]).toEqual([true, true])
    expect(settled).toEqual([record?.costMicros])
  })

  test('bills the reported usage of a complete answer even if its reader leaves at the text', async () => {
    service.behaviors = { one: ['counts'] }
    const { models, gateway } = ports(fakeRoute({}))
    await leaveAt(models, request(), isText)
    const usage = { inputTokens: 70, outputTokens: 30, estimated: false }
    // A stream reports its usage at the end.
    expect(gateway.records).toMatchObject([{ outcome: 'cancelled', ...(stream ? { estimated: true } : usage) }])
  })

  test('ends the call when the reader throws, without failover or a failure of the model', async () => {
    const { models, gateway } = ports(fakeRoute({ retries: 2, breaker: { failures: 1, pauseSeconds: 60 } }))
    const tooMuch = new AppError('MODEL_FAILED', verbatim('More than this step may say.'))
    const texts: string[] = []
    const reading = models.chat(request(), ({ type }) => {
      texts.push(type)
      if (type === 'text') throw tooMuch
    })
    await expect(reading).rejects.toBe(tooMuch)
    expect([texts, service.calls]).toEqual([['decision', 'text'], ['one k1']])
    expect(gateway.records).toMatchObject([{ outcome: 'cancelled', errorCode: null }])
    expect((await chatWith(models, request())).kinds).toEqual(['route'])
  })
})

test('does not time out a streamed answer that has started', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  service.behaviors = { one: ['pauses'] }
  const { models } = service.ports({ policy: fakeRoute({ timeouts: { firstTokenMs: 2_000 } }) })
  const started = Promise.withResolvers<void>()
  const chat: Models['chat'] = (request, onChunk) =>
    models.chat(request, (chunk) => {
      onChunk(chunk)
      if (isText(chunk)) started.resolve()
    })
  const reading = chatWith({ chat }, request())
  await started.promise
  await vi.advanceTimersByTimeAsync(3_000)
  service.resume()
  const { text, kinds } = await reading
  expect([text, kinds]).toEqual(['I am one.', ['route']])
})

test('applies default timeouts to routes with several models only', () => {
  expect(routeTimeouts(fakeRoute({}))).toEqual({ firstTokenMs: 60_000, answerMs: 100_000 })
  expect(routeTimeouts(fakeRoute({ ability: 'embed' }))).toMatchObject({ answerMs: 20_000 })
  expect(routeTimeouts(fakeRoute({}, ['one']))).toEqual({ firstTokenMs: null, answerMs: null })
  expect(routeTimeouts(fakeRoute({ timeouts: { answerMs: 5_000 } }, ['one']))).toMatchObject({ answerMs: 5_000 })
})
