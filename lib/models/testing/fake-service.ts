import type { ServerResponse } from 'node:http'
import { RoutePolicy } from '@/lib/contracts/routes'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import {
  destroyAfterWrites,
  sendJson,
  sendSse,
  startWireServer,
  type WireServer,
} from '@/lib/providers/testing/wire-server'
import { createModelPorts } from '../create-model-ports'
import type { GatewayServices } from '../gateway/gateway-services'
import { freeGateway } from './free-gateway'

export type Behavior =
  | 'answers'
  | 'counts'
  | 'breaks'
  | 'pauses'
  | 'fails'
  | 'hangs'
  | 'limited'
  | 'refuses-key'
  | 'forbidden'

interface Calling {
  policy: RoutePolicy
  change?: Partial<GatewayServices>
  keys?: readonly string[]
  /** If false, requests non-streaming responses. */
  stream?: boolean
}

/** A fake model service behind a gateway with a single route. */
export class FakeService {
  /** Behavior of each model per call; the last one repeats. */
  behaviors: Record<string, Behavior[]> = {}
  /** Model and key of every received call. */
  calls: string[] = []
  /** Sends the rest of a paused answer. */
  resume = (): unknown => undefined

  constructor(readonly server: WireServer) {}

  ports({ policy, change = {}, keys = ['k1'], stream = true }: Calling) {
    const gateway = freeGateway({ route: async (name) => ({ id: 'r1', name, policy }), ...change })
    const connection = { provider: 'openai-compatible', baseUrl: `${this.server.url}/v1` }
    const models = createModelPorts({
      resolveConnection: async () => ({ ...connection, apiKey: keys[0] ?? null, keys: [...keys] }),
      defaultChat: async () => null,
      builtin: fakePorts().models,
      gateway,
      stickyKey: 'me',
      stream,
      fetch: this.server.egress.within(null),
    })
    return { models, gateway }
  }

  next(model: string): Behavior {
    const todo = this.behaviors[model] ?? []
    return (todo.length > 1 ? todo.shift() : todo[0]) ?? 'answers'
  }

  close(): Promise<void> {
    return this.server.close()
  }
}

export async function startFakeService(): Promise<FakeService> {
  const service: FakeService = new FakeService(
    await startWireServer(({ body, headers }, response) => {
      const { model, stream } = JSON.parse(body) as { model: string; stream: boolean }
      service.calls.push(`${model} ${String(headers.authorization).slice(7)}`)
      const answer = stream ? streamedAnswers(response) : nonStreaming(response)
      const behaviour = service.next(model)
      if (behaviour === 'answers') return answer.whole(`I am ${model}.`)
      if (behaviour === 'counts') return answer.whole(`I am ${model}.`, { prompt_tokens: 70, completion_tokens: 30 })
      if (behaviour === 'breaks') return answer.half()
      if (behaviour === 'pauses') {
        service.resume = answer.paused(`I am ${model}.`)
        return
      }
      if (behaviour === 'hangs') return
      const status = { fails: 500, limited: 429, 'refuses-key': 401, forbidden: 400 }[behaviour]
      sendJson(response, status, { error: { message: 'no' } })
    }),
  )
  return service
}

/** A route that tries its models in this order, once each by default. */
export const fakeRoute = (fields: object, models: readonly string[] = ['one', 'two']): RoutePolicy =>
  RoutePolicy.parse({
    strategy: 'ordered',
    retries: 0,
    targets: models.map((model) => ({ model: { connection: 'c', model } })),
    ...fields,
  })

const choice = (fields: object) => ({ id: 'c', created: 1, choices: [{ index: 0, finish_reason: null, ...fields }] })

function streamedAnswers(response: ServerResponse) {
  const contentChunk = (content: string) => choice({ delta: { role: 'assistant', content } })
  return {
    whole: (text: string, usage?: object) =>
      sendSse(response, [contentChunk(text), { ...choice({ delta: {}, finish_reason: 'stop' }), usage }, '[DONE]']),
    half: () => breakAfter(response, 'text/event-stream', `data: ${JSON.stringify(contentChunk('Half an '))}\n\n`),
    /** Sends the first half at once. @returns sends the rest */
    paused: (text: string) => {
      const [first, rest] = [text.slice(0, 2), text.slice(2)]
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .write(`data: ${JSON.stringify(contentChunk(first))}\n\n`)
      const end = [contentChunk(rest), choice({ delta: {}, finish_reason: 'stop' })].map((chunk) =>
        JSON.stringify(chunk),
      )
      return () => response.end(`${[...end, '[DONE]'].map((data) => `data: ${data}\n\n`).join('')}`)
    },
  }
}

function nonStreaming(response: ServerResponse) {
  return {
    whole: (content: string, usage?: object) =>
      sendJson(response, 200, { ...choice({ message: { content }, finish_reason: 'stop' }), usage }),
    half: () => breakAfter(response, 'application/json', '{"choices":[{"message":{"content":"Half an '),
    paused: () => {
      sendJson(response, 500, { error: { message: 'only streams pause' } })
      return () => {}
    },
  }
}

function breakAfter(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': type }).write(text)
  destroyAfterWrites(response)
}
