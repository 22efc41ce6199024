import { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { sendJson, startWireServer } from '@/lib/providers/testing/wire-server'
import { createTestApp } from './test-app'

/** Modules that read the settings once per process. */
const SETTINGS = ['env', 'egress', 'log']

/** Behavior of the model service. */
export type Answer = Parameters<typeof startWireServer>[0]

export const delta = (content: object, finish: string | null = null) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: content, finish_reason: finish }],
})
export const saying = (text: string) => [delta({ role: 'assistant', content: text }), delta({}, 'stop'), '[DONE]']

export type BadModel = Awaited<ReturnType<typeof startBadModel>>

/** An app whose model service behaves as each test sets it, over real HTTP. */
export async function startBadModel() {
  let answer: Answer = (_, response) => sendJson(response, 200, { object: 'list', data: [] })
  const server = await startWireServer((request, response) =>
    request.url.startsWith('/tool') ? sendJson(response, 200, { found: 1 }) : answer(request, response),
  )
  // The operator allows these addresses; the connection and the tool then use the real egress guard.
  const closedServer = await startWireServer(() => {})
  await closedServer.close()
  Object.assign(process.env, { EGRESS_ALLOW: `${server.url},${closedServer.url}`, LOG_LEVEL: 'silent' })
  for (const key of SETTINGS) dropSingleton(key)
  const app = await createTestApp('bad', chatApp([], ['in.message -> out.text']))
  const connect = async (baseUrl: string): Promise<string> => {
    const body = { name: baseUrl, provider: 'openai-compatible', baseUrl, apiKey: 'sk-CANARY-0123456789' }
    return z.object({ id: z.string() }).parse(await app.request('POST', '/api/studio/connections', body)).id
  }
  const saveDraft = async (graph: Graph) => {
    const saved = await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, { revision: app.revision, graph })
    app.revision = z.object({ revision: z.number() }).parse(saved).revision
  }
  return {
    app,
    server,
    /** Address of a server that no longer listens. */
    goneUrl: closedServer.url,
    connection: await connect(`${server.url}/v1`),
    connect,
    saveDraft,
    answerWith: (next: Answer) => {
      answer = next
    },
    /** Runs the draft like the studio, and reads the stored events afterwards. */
    run: async (graph: Graph) => {
      await saveDraft(graph)
      const path = `/api/studio/apps/${app.appId}/runs`
      const body = { inputs: { message: 'Hi' } }
      const stream = await app.studio.call({ method: 'POST', path, body, person: app.person })
      const text = await stream.text()
      const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) =>
        z.looseObject({}).parse(JSON.parse(data)),
      )
      const detail = Detail.parse(await app.request('GET', `/api/studio/runs/${stream.headers.get('x-run-id')}`))
      return {
        status: detail.run.status,
        error: End.safeParse(events.at(-1)).data?.error ?? null,
        streamed: events.map((event) => (event.type === 'node-delta' ? String(event.text) : '')).join(''),
        stored: JSON.stringify(detail),
        modelCalls: server.requests.filter(({ url }) => url.startsWith('/v1')).length,
      }
    },
    stop: async () => {
      await app.close()
      await server.close()
      delete process.env.EGRESS_ALLOW
      delete process.env.LOG_LEVEL
      for (const key of SETTINGS) dropSingleton(key)
    },
  }
}

const Detail = z.object({
  run: z.object({ status: z.string(), error: z.string().nullable() }),
  events: z.array(z.object({ type: z.string() }).loose()),
})
const End = z.object({ error: z.object({ code: z.string(), message: z.string(), nodeId: z.string().optional() }) })

export function chatGraph(connection: string): Graph {
  const graph = chatApp(
    [{ id: 'm', type: 'chat-model', config: { model: { connection, model: 'm' } } }],
    ['in.message -> m.prompt', 'm.text -> out.text'],
  )
  return withPolicy(graph, 'm', {
    retry: { count: 2, backoffSeconds: 0, on: ['rate-limit', 'server-error', 'network'] },
  })
}

/** An agent whose tool calls `url`. */
export function agentGraph(connection: string, url: string, config: JsonObject = {}): Graph {
  const graph = chatApp(
    [
      { id: 'Fetch', type: 'http', config: { url: `${url}/tool?q={{q}}` } },
      { id: 'a', type: 'agent', config: { model: { connection, model: 'm' }, ...config } },
    ],
    ['in.message -> a.prompt', 'Fetch.tool -> a.tools', 'a.text -> out.text'],
  )
  return withPolicy(graph, 'a', NO_RETRY)
}

export const NO_RETRY = { retry: { count: 0, backoffSeconds: 0, on: [] } }

export function withPolicy(
  graph: Graph,
  id: string,
  policy: Omit<NonNullable<Graph['nodes'][number]['policy']>, 'onError'>,
): Graph {
  const change = (node: Graph['nodes'][number]) =>
    node.id === id ? { ...node, policy: { onError: 'fail' as const, ...policy } } : node
  return { ...graph, nodes: graph.nodes.map(change) }
}
