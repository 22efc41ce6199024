import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import {
  destroyAfterWrites,
  sendJson,
  sendSse,
  startWireServer,
  type WireServer,
} from '@/lib/providers/testing/wire-server'
import { publishWith } from '../testing/served-app'
import { createTestApp, type TestApp } from '../testing/test-app'
import { postJson } from './__fixtures__/test-public-api'

/** Modules that read the settings once per process. */
const SETTINGS = ['env', 'egress', 'log']

type Answer = Parameters<typeof startWireServer>[0]

let server: WireServer
let goneUrl: string
let app: TestApp
let connection: string
/** Behaviour of the model service, set by each test. */
let answer: Answer = (_, response) => sendJson(response, 200, { object: 'list', data: [] })

const delta = (content: object, finish: string | null = null) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: content, finish_reason: finish }],
})
const call = (index: number, name: string, args: string) =>
  delta({ tool_calls: [{ index, id: `call-${index}`, type: 'function', function: { name, arguments: args } }] })
const saying = (text: string) => [delta({ role: 'assistant', content: text }), delta({}, 'stop'), '[DONE]']

function chat(model: string): Graph {
  const graph = chatApp(
    [{ id: 'm', type: 'chat-model', config: { model: { connection: model, model: 'm' } } }],
    ['in.message -> m.prompt', 'm.text -> out.text'],
  )
  return withPolicy(graph, 'm', {
    retry: { count: 2, backoffSeconds: 0, on: ['rate-limit', 'server-error', 'network'] },
  })
}

function agent(config: JsonObject = {}): Graph {
  const graph = chatApp(
    [
      { id: 'Fetch', type: 'http', config: { url: `${server.url}/tool?q={{q}}` } },
      { id: 'a', type: 'agent', config: { model: { connection, model: 'm' }, ...config } },
    ],
    ['in.message -> a.prompt', 'Fetch.tool -> a.tools', 'a.text -> out.text'],
  )
  return withPolicy(graph, 'a', { retry: { count: 0, backoffSeconds: 0, on: [] } })
}

function withPolicy(
  graph: Graph,
  id: string,
  policy: Omit<NonNullable<Graph['nodes'][number]['policy']>, 'onError'>,
): Graph {
  const change = (node: Graph['nodes'][number]) =>
    node.id === id ? { ...node, policy: { onError: 'fail' as const, ...policy } } : node
  return { ...graph, nodes: graph.nodes.map(change) }
}

beforeAll(async () => {
  server = await startWireServer((request, response) =>
    request.url.startsWith('/tool') ? sendJson(response, 200, { found: 1 }) : answer(request, response),
  )
  // The operator allows this single address; the connection and the tool then use the real egress
  // guard.
  const gone = await startWireServer(() => {})
  goneUrl = gone.url
  await gone.close()
  Object.assign(process.env, { EGRESS_ALLOW: `${server.url},${goneUrl}`, LOG_LEVEL: 'silent' })
  for (const key of SETTINGS) dropSingleton(key)
  app = await createTestApp('bad', chatApp([], ['in.message -> out.text']))
  connection = await connect(`${server.url}/v1`)
}, 60_000)
beforeEach(() => {
  server.requests.length = 0
})
afterAll(async () => {
  await app.close()
  await server.close()
  delete process.env.EGRESS_ALLOW
  delete process.env.LOG_LEVEL
  for (const key of SETTINGS) dropSingleton(key)
})

async function connect(baseUrl: string): Promise<string> {
  const body = { name: baseUrl, provider: 'openai-compatible', baseUrl, apiKey: 'sk-CANARY-0123456789' }
  return z.object({ id: z.string() }).parse(await app.request('POST', '/api/studio/connections', body)).id
}

const Detail = z.object({
  run: z.object({ status: z.string(), error: z.string().nullable() }),
  events: z.array(z.object({ type: z.string() }).loose()),
})
const End = z.object({ error: z.object({ code: z.string(), message: z.string(), nodeId: z.string().optional() }) })

/** Runs the draft like the studio, and reads the stored events afterwards. */
async function run(graph: Graph) {
  const saved = await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, { revision: app.revision, graph })
  app.revision = z.object({ revision: z.number() }).parse(saved).revision
  const path = `/api/studio/apps/${app.appId}/runs`
  const stream = await app.studio.call({
    method: 'POST',
    path,
    body: { inputs: { message: 'Hi' } },
    person: app.person,
  })
  const text = await stream.text()
  const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => z.looseObject({}).parse(JSON.parse(data)))
  const detail = Detail.parse(await app.request('GET', `/api/studio/runs/${stream.headers.get('x-run-id')}`))
  return {
    status: detail.run.status,
    error: End.safeParse(events.at(-1)).data?.error ?? null,
    streamed: events.map((event) => (event.type === 'node-delta' ? String(event.text) : '')).join(''),
    stored: JSON.stringify(detail),
    modelCalls: server.requests.filter(({ url }) => url.startsWith('/v1')).length,
  }
}

describe('a client of the OpenAI-compatible API gets, when the model service', () => {
  const body = { model: 'bad', messages: [{ role: 'user', content: 'Hi' }] }
  const complete = async () => {
    await publishWith(app, withPolicy(chat(connection), 'm', { retry: { count: 0, backoffSeconds: 0, on: [] } }))
    return app.router.request('/api/openai/v1/chat/completions', postJson(body, app.bearer))
  }

  test('rejects the key of the app: 502 with its own code', async () => {
    answer = (_, response) => sendJson(response, 401, { error: { message: 'CANARY' } })
    const response = await complete()
    expect([response.status, response.headers.get('x-should-retry')]).toEqual([502, 'false'])
    const said = await response.text()
    expect(JSON.parse(said)).toMatchObject({ error: { type: 'server_error', code: 'model_unauthorized' } })
    expect(said).not.toContain('CANARY')
  })

  test('is rate-limited: its Retry-After', async () => {
    answer = (_, response) => sendJson(response, 429, {}, { 'retry-after': '17' })
    const response = await complete()
    expect([response.status, response.headers.get('retry-after'), response.headers.get('x-should-retry')]).toEqual([
      ...[503, '17', null],
    ])
    const native = await app.router.request(
      '/api/v1/apps/bad/runs',
      postJson({ inputs: { message: 'Hi' } }, app.bearer),
    )
    expect(await native.json()).toMatchObject({ error: { code: 'MODEL_RATE_LIMITED', retryAfterSeconds: 17 } })
  })

  test('sends nothing: an empty answer', async () => {
    answer = (_, response) => sendSse(response, saying(''))
    const response = await complete()
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: '' }, finish_reason: 'stop' }] })
  })
})

describe('a model service that', () => {
  const body500 = { error: { message: `boom at 10.0.0.7 with sk-CANARY-0123456789 ${'x '.repeat(2_000)}` } }
  test.each<[string, Answer, string, number]>([
    [
      'refuses the key',
      (_, response) => sendJson(response, 401, { error: { message: 'no' } }),
      'MODEL_UNAUTHORIZED',
      1,
    ],
    ['asks to wait', (_, response) => sendJson(response, 429, {}, { 'retry-after': '0' }), 'MODEL_RATE_LIMITED', 3],
    ['fails', (_, response) => sendJson(response, 500, body500), 'MODEL_FAILED', 3],
    ['knows no such model', (_, response) => sendJson(response, 404, {}), 'MODEL_MISSING', 1],
    ['sends a page instead', (_, response) => void response.end('<html>Welcome</html>'), 'MODEL_FAILED', 1],
  ])('%s causes a typed error and a failed run', async (_, does, code, modelCalls) => {
    answer = does
    const { error, status, modelCalls: times, stored } = await run(chat(connection))
    expect([error?.code, error?.nodeId, status, times]).toEqual([code, 'm', 'failed', modelCalls])
    expect(stored).not.toMatch(/CANARY|10\.0\.0\.7/)
    expect(error?.message.length).toBeLessThan(220)
  })

  test.each<[string, Answer, string]>([
    [
      'closes the line',
      (_, response) => {
        sendSse(response, [delta({ role: 'assistant', content: 'half ' })], { isOpen: true })
        destroyAfterWrites(response)
      },
      'MODEL_UNREACHABLE',
    ],
    ['ends without a word', (_, response) => sendSse(response, [delta({ content: 'half ' })]), 'MODEL_FAILED'],
    [
      'sends half a line',
      (_, response) => void response.end(`data: ${JSON.stringify(delta({ content: 'half ' }))}\n\ndata: {"cho`),
      'MODEL_FAILED',
    ],
    [
      'ends inside a tool call',
      (_, response) =>
        sendSse(response, [delta({ content: 'half ' }), call(0, 'Fetch', '{"q":'), delta({}, 'tool_calls'), '[DONE]']),
      'MODEL_FAILED',
    ],
  ])('%s in mid-answer: keeps the partial text without a retry', async (_, does, code) => {
    answer = (request, response) => {
      if (!response.headersSent) response.setHeader('content-type', 'text/event-stream')
      does(request, response)
    }
    const { error, status, modelCalls, streamed } = await run(chat(connection))
    expect([error?.code, status, modelCalls, streamed]).toEqual([code, 'failed', 1, 'half '])
  })

  test('sends invalid UTF-8 is read all the same', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const [before = '', after = ''] = saying('@')
        .map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
        .join('')
        .split('@')
      response.end(Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]))
    }
    expect(await run(chat(connection))).toMatchObject({ status: 'succeeded', streamed: '\ufffd' })
  })

  test('sends nothing gives an empty answer', async () => {
    answer = (_, response) => sendSse(response, saying(''))
    expect(await run(chat(connection))).toMatchObject({ status: 'succeeded', streamed: '', modelCalls: 1 })
  })

  test("never responds is abandoned at the node's time limit", async () => {
    answer = () => {}
    const slow = withPolicy(chat(connection), 'm', { timeoutSeconds: 1 })
    const { error, status, modelCalls } = await run(slow)
    expect([error?.code, status, modelCalls]).toEqual(['TIMEOUT', 'failed', 1])
    await expect.poll(() => server.requests[0]?.isAborted()).toBe(true)
  })

  test('is unavailable is retried, then reported as unreachable', async () => {
    const { error, status } = await run(chat(await connect(`${goneUrl}/v1`)))
    expect([error?.code, status]).toEqual(['MODEL_UNREACHABLE', 'failed'])
  })

  test('fails in any of these ways leaves no run in status running', async () => {
    expect(await app.request('GET', '/api/studio/runs?status=running')).toMatchObject({ runs: [] })
  })
})

describe('a model over HTTP that', () => {
  const turns = (...list: (readonly unknown[])[]): Answer => {
    let turn = 0
    return (_, response) => sendSse(response, list[Math.min(turn++, list.length - 1)] ?? [])
  }
  const calling = (...calls: object[]) => [...calls, delta({}, 'tool_calls'), '[DONE]']

  test.each([
    ['calls a tool that is not there', call(0, 'constructor', '{}')],
    ['calls with arguments that do not fit', call(0, 'Fetch', '{"q":{"a":1}}')],
    ['calls with half its arguments', call(0, 'Fetch', '{"q":"a')],
  ])('%s may repair it once', async (_, wrong) => {
    answer = turns(calling(wrong), saying('Repaired.'))
    expect(await run(agent())).toMatchObject({ status: 'succeeded', modelCalls: 2, streamed: 'Repaired.' })
    server.requests.length = 0
    answer = turns(calling(wrong))
    const { error, modelCalls } = await run(agent())
    expect([error?.code, modelCalls]).toEqual(['TOOL_FAILED', 2])
  })

  test('calls two hundred tools at once is limited to sixteen', async () => {
    answer = turns(
      calling(...Array.from({ length: 200 }, (_, index) => call(index, 'Fetch', `{"q":"${index}"}`))),
      saying('Ok.'),
    )
    expect(await run(agent())).toMatchObject({ status: 'succeeded' })
    expect(server.requests.filter(({ url }) => url.startsWith('/tool'))).toHaveLength(16)
  })

  test('calls tools endlessly reaches the step limit', async () => {
    answer = turns(calling(call(0, 'Fetch', '{"q":"again"}')))
    const { error, modelCalls } = await run(agent({ maxSteps: 4 }))
    expect([error?.code, modelCalls]).toEqual(['LIMIT_EXCEEDED', 4])
  })
})

describe('a published app', () => {
  const start = (body: object, headers: Record<string, string> = {}) =>
    app.router.request('/api/v1/apps/bad/runs', postJson(body, { ...app.bearer, ...headers }))
  const publish = async (graph: Graph) => {
    const saved = await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, { revision: app.revision, graph })
    app.revision = z.object({ revision: z.number() }).parse(saved).revision
    await app.publish()
  }

  test('resumes the same stream for a returning reader, and stops a run once, including the model call', async () => {
    await publish(chat(connection))
    let more = (_text: string) => {}
    answer = (_, response) => {
      sendSse(response, [delta({ role: 'assistant', content: 'one ' })], { isOpen: true })
      more = (text) => void response.write(`data: ${JSON.stringify(delta({ content: text }))}\n\n`)
    }
    const reader = readBlocks(await start({ inputs: { message: 'Hi' }, stream: true }))
    const started = await reader.next()
    const first = await reader.next()
    expect(first.value).toContain('one ')
    await reader.return(undefined)
    more('two ')
    const run = `/api/v1/apps/bad/runs/${/"runId":"([^"]+)"/.exec(String(started.value))?.[1]}`
    const id = /^id: (.*)$/m.exec(String(first.value))?.[1] ?? ''
    const again = readBlocks(
      await app.router.request(`${run}/events`, { headers: { ...app.bearer, 'last-event-id': id } }),
    )
    expect((await again.next()).value).toContain('two ')
    expect(server.requests[0]?.isAborted()).toBe(false)
    const stop = () => app.router.request(`${run}/cancel`, { method: 'POST', headers: app.bearer })
    const stops = [await stop(), await stop()]
    expect(stops.map(({ status }) => status)).toEqual([200, 200])
    expect((await again.next()).value).toContain('"code":"CANCELLED"')
    await expect.poll(() => server.requests[0]?.isAborted(), { timeout: 2_000 }).toBe(true)
    expect((await stop()).status).toBe(200)
    const after = await (await app.router.request(run, { headers: app.bearer })).json()
    expect(after.status).toBe('cancelled')
  })

  test.each([[''], ['  \n\t ']])(
    'rejects the message %j with an explanation, without a model call',
    async (message) => {
      await publish(chat(connection))
      const rejected = await start({ inputs: { message } })
      expect([rejected.status, (await rejected.json()).error.message]).toEqual([400, 'Write a message first.'])
      expect(server.requests).toHaveLength(0)
    },
  )

  test('fails a run whose connection was deleted after publishing with CREDENTIAL_MISSING, without details for callers', async () => {
    const gone = await connect(`${server.url}/v1`)
    await publish(chat(gone))
    await app.request('DELETE', `/api/studio/connections/${gone}`)
    const rejected = await start({ inputs: { message: 'Hi' } })
    expect([rejected.status, (await rejected.json()).error.message]).toEqual([500, 'The app failed to answer.'])
    const { error } = await run(chat(gone))
    expect(error).toMatchObject({
      code: 'CREDENTIAL_MISSING',
      message: expect.stringContaining('connection of this model no longer exists'),
    })
  }, 30_000)

  test('makes one run of a hundred deliveries with the same key', async () => {
    await publish(chat(connection))
    answer = (_, response) => sendSse(response, saying('Once.'))
    const key = { 'idempotency-key': 'delivery-1' }
    const first = start({ inputs: { message: 'Hi' } }, key)
    const answers = await Promise.all([
      first,
      ...Array.from({ length: 99 }, () => start({ inputs: { message: 'Hi' } }, key)),
    ])
    const done = answers.filter(({ status }) => status === 200)
    const ids = new Set(await Promise.all(done.map(async (response) => (await response.json()).runId)))
    expect(ids.size).toBe(1)
    // The others got “app is busy”.
    expect([...new Set(answers.map(({ status }) => status))].filter((status) => ![200, 429].includes(status))).toEqual(
      [],
    )
    expect(server.requests).toHaveLength(1)
  })

  test.each<[string, BodyInit, Record<string, string>, number]>([
    ['a list', '[]', {}, 400],
    ['a text', '"str"', {}, 400],
    ['11 MB', `{"inputs":{"message":"${'x'.repeat(11_000_000)}"}}`, {}, 413],
    [
      'UTF-16',
      Buffer.from('{"inputs":{"message":"Hi"}}', 'utf16le'),
      { 'content-type': 'application/json; charset=utf-16' },
      415,
    ],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), {}, 400],
    ['gzip', Buffer.from([0x1f, 0x8b]), { 'content-encoding': 'gzip' }, 415],
    ['br', Buffer.from([0x0b]), { 'content-encoding': 'br' }, 415],
  ])('rejects a body of %s without starting a run', async (_, body, headers, status) => {
    const response = await app.router.request('/api/v1/apps/bad/runs', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...app.bearer, ...headers },
    })
    expect(response.status).toBe(status)
    expect(server.requests).toHaveLength(0)
  })
})

/** The blocks of a stream, one by one; `return` disconnects. */
async function* readBlocks(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: '' }
      if (done) return
      text += value
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) if (/^id: /m.test(block)) yield block
    }
  } finally {
    await reader?.cancel()
  }
}
