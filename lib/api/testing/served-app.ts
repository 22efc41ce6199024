import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { parseEnv } from '@/lib/platform/env'
import { dropSingleton } from '@/lib/platform/singleton'
import { endSse, sendJson, sendSse, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import { fastPath } from '../public/fast-path'
import { createHttpServer, listen } from '../server/http-server'
import { createTestApp, type TestApp } from './test-app'

/** Modules that read the settings once per process. */
const SETTINGS = ['env', 'egress', 'log']

export interface ServedApp {
  app: TestApp
  /** URL of the public APIs. */
  url: string
  apiKey: string
  /** Requests of the model, one list of messages per call. */
  modelCalls: { role: string; content: unknown }[][]
  /** Whether streaming was requested, per call. */
  streamed: boolean[]
  /** Number of callers that disconnected before the end of their response. */
  left(): number
  /** From now on the model sends its first token, and the rest when the returned function is called. */
  holdBack(): () => void
  /** The model's finish reason: `stop` by default. */
  endWith(reason: string): void
  /** The model's reasoning: none by default. */
  think(thoughts: string[]): void
  close(): Promise<void>
}

const NO_PAGES = { handle: async () => {}, upgrade: null }

const ModelCall = z.object({
  stream: z.boolean(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
})

/** A published chat app on a real database and socket, whose OpenAI-compatible model repeats its input. */
export async function serveApp(slug: string, graphOf: (connection: string) => Graph = plainChat): Promise<ServedApp> {
  const { model, modelCalls, streamed, holdBack, endWith, think } = await startModel()
  Object.assign(process.env, { EGRESS_ALLOW: model.url, LOG_LEVEL: 'silent' })
  for (const key of SETTINGS) dropSingleton(key)
  const app = await createTestApp(slug, chatApp([], ['in.message -> out.text']))
  await publishWith(app, graphOf(await connect(app, model)))
  const { router, api } = app
  const server = createHttpServer({ router, direct: fastPath(api), pages: NO_PAGES }, parseEnv({}))
  let left = 0
  server.on('request', (_, response) => {
    response.once('close', () => {
      if (!response.writableFinished) left += 1
    })
  })
  const port = await listen(server, { port: 0, host: '127.0.0.1', portSharing: null })
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    apiKey: app.bearer.authorization.slice('Bearer '.length),
    modelCalls,
    streamed,
    left: () => left,
    holdBack,
    endWith,
    think,
    async close() {
      server.closeAllConnections()
      server.close()
      await app.close()
      await model.close()
      for (const name of ['EGRESS_ALLOW', 'LOG_LEVEL']) delete process.env[name]
      for (const key of SETTINGS) dropSingleton(key)
    },
  }
}

async function startModel() {
  const modelCalls: ServedApp['modelCalls'] = []
  const streamed: boolean[] = []
  let holdUntil: Promise<void> | null = null
  let reason = 'stop'
  let thoughts: string[] = []
  const model = await startWireServer((request, response) => {
    if (request.url.endsWith('/audio/transcriptions')) return sendJson(response, 200, { text: ' What was said. ' })
    if (request.url.endsWith('/audio/speech')) return sendRecording(response, request.body)
    if (request.url.endsWith('/embeddings')) return sendJson(response, 200, embeddings(request.body))
    if (!request.url.endsWith('/chat/completions')) return sendJson(response, 200, { object: 'list', data: [] })
    const { messages, stream } = ModelCall.parse(JSON.parse(request.body))
    modelCalls.push(messages)
    streamed.push(stream)
    const last = messages.at(-1)?.content
    const parts = typeof last === 'string' ? [last] : ['a ', 'picture']
    const lines = ['You ', 'said: ', ...parts]
    if (!stream)
      return void Promise.resolve(holdUntil).then(() =>
        sendJson(response, 200, complete(lines.join(''), reason, thoughts)),
      )
    const [first, ...rest] = streamOf(lines, reason, thoughts)
    if (!holdUntil) return sendSse(response, [first, ...rest])
    sendSse(response, [first], { isOpen: true })
    void holdUntil.then(() => endSse(response, rest))
  })
  const holdBack = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    holdUntil = promise
    return () => {
      holdUntil = null
      resolve()
    }
  }
  const endWith = (word: string) => {
    reason = word
  }
  const think = (texts: string[]) => {
    thoughts = texts
  }
  return { model, modelCalls, streamed, holdBack, endWith, think }
}

/** The first number of each vector is the length of its text. */
function embeddings(body: string) {
  const { input } = z.object({ input: z.array(z.string()) }).parse(JSON.parse(body))
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: [text.length, 0.5, -2] }))
  return { object: 'list', data, usage: { prompt_tokens: 7, total_tokens: 7 } }
}

/** As bytes, so that tests can check the spoken text. */
function sendRecording(response: ServerResponse, body: string): void {
  const { input, voice } = z.object({ input: z.string(), voice: z.string() }).parse(JSON.parse(body))
  response.writeHead(200, { 'content-type': 'audio/mpeg' })
  response.end(`ID3${voice}: ${input}`)
}

function plainChat(connection: string): Graph {
  return chatApp(
    [
      { id: 'p', type: 'prompt', config: { messages: [{ role: 'user', content: '{{in.message}}' }] } },
      { id: 'm', type: 'chat-model', config: { model: { connection, model: 'm' } } },
    ],
    ['in.history -> p.history', 'p.messages -> m.prompt', 'm.text -> out.text'],
  )
}

const USAGE = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 }

const complete = (content: string, reason: string, thoughts: string[]) => ({
  id: 'c1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  usage: USAGE,
  choices: [
    { index: 0, message: { role: 'assistant', content, ...thoughtOf(thoughts.join('')) }, finish_reason: reason },
  ],
})

const thoughtOf = (text: string) => (text === '' ? {} : { reasoning_content: text })

function streamOf(parts: string[], reason: string, thoughts: string[]) {
  const chunk = (delta: object, finish: string | null = null) => ({
    id: 'c1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: finish }],
  })
  return [
    ...thoughts.map((text) => chunk({ role: 'assistant', ...thoughtOf(text) })),
    ...parts.map((content) => chunk({ role: 'assistant', content })),
    chunk({}, reason),
    { ...chunk({}), choices: [], usage: USAGE },
    '[DONE]',
  ]
}

async function connect(app: TestApp, model: WireServer): Promise<string> {
  const body = { name: 'wire', provider: 'openai-compatible', baseUrl: `${model.url}/v1`, apiKey: 'sk-0123456789' }
  return z.object({ id: z.string() }).parse(await app.request('POST', '/api/studio/connections', body)).id
}

/** Saves the draft and publishes it. */
export async function publishWith(app: TestApp, graph: Graph): Promise<void> {
  const draft = { revision: app.revision, graph }
  const saved = await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, draft)
  app.revision = z.object({ revision: z.number() }).parse(saved).revision
  await app.publish()
}
