import { once } from 'node:events'
import { serve } from '@hono/node-server'
import OpenAI, { APIError, AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from 'openai'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { answerer } from '../../server/request-listener'
import { CHUNK_ID, OTHER_SECRET, publishedApp, SECRET, USAGE } from '../__fixtures__/memory-backend'
import { bearer, postJson, type TestPublicApi, testPublicApi } from '../__fixtures__/test-public-api'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function connect(api: TestPublicApi, apiKey = SECRET): Promise<OpenAI> {
  const server = serve({ fetch: answerer(api.router), port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  closers.push(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return new OpenAI({ apiKey, baseURL: `http://127.0.0.1:${port}/api/openai/v1`, maxRetries: 0 })
}

const request = { model: 'help-desk', messages: [{ role: 'user' as const, content: 'hello there' }] }

test('returns an answer with usage to the openai package', async () => {
  const client = await connect(testPublicApi())
  const completion = await client.chat.completions.create(request)
  expect(completion.object).toBe('chat.completion')
  expect(completion.choices[0]).toMatchObject({
    finish_reason: 'stop',
    message: { role: 'assistant', content: 'You said: hello there' },
  })
  expect(completion.usage).toEqual({ prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 })
})

test('streams to the openai package, with usage on request', async () => {
  const client = await connect(testPublicApi())
  const chunks = []
  const stream = await client.chat.completions.create({
    ...request,
    stream: true,
    stream_options: { include_usage: true },
  })
  for await (const chunk of stream) chunks.push(chunk)
  expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('You said: hello there')
  expect(chunks.at(0)?.choices[0]?.delta.role).toBe('assistant')
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop')
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 18 } })
  expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1)

  const plain = []
  for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) plain.push(chunk)
  expect(plain.every((chunk) => !('usage' in chunk) && chunk.choices.length === 1)).toBe(true)
})

test("supports the openai package's stream helper", async () => {
  const client = await connect(testPublicApi())
  const final = await client.chat.completions.stream(request).finalContent()
  expect(final).toBe('You said: hello there')
})

test('uses earlier messages as history and content parts as text, and reports ignored system messages', async () => {
  const api = testPublicApi()
  const client = await connect(api)
  const { response } = await client.chat.completions
    .create({
      model: 'help-desk',
      temperature: 0.2,
      messages: [
        { role: 'system', content: 'You are a pirate.' },
        { role: 'user', content: 'one' },
        { role: 'assistant', content: 'two' },
        { role: 'user', content: [{ type: 'text', text: 'three' }] },
      ],
    })
    .withResponse()
  expect(api.backend.started[0]).toMatchObject({
    inputs: { message: 'three' },
    history: [
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'two' },
    ],
    origin: 'openai',
  })
  expect(response.headers.get('x-patchbay-ignored')).toBe('system, temperature')
})

test('returns citations as annotations of the message, including in the last delta', async () => {
  const api = testPublicApi()
  const cited = { number: 1, chunkId: CHUNK_ID, documentName: 'prices.pdf', page: 2, start: 3, end: 7, quote: 'Five' }
  const answer = 'It costs five euros [1].'
  api.backend.script = (_request, runId) => [
    { type: 'run.started', runId },
    { type: 'answer.delta', text: answer },
    { type: 'run.completed', answer, outputs: { text: answer }, citations: [cited], usage: USAGE },
  ]
  const client = await connect(api)
  const completion = await client.chat.completions.create(request)
  const annotations = completion.choices[0]?.message.annotations ?? []
  expect(annotations).toMatchObject([
    {
      type: 'url_citation',
      url_citation: { start_index: 20, end_index: 23, title: 'prices.pdf' },
      patchbay: { number: 1, page: 2, quote: 'Five' },
    },
  ])
  const chunks = []
  for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) chunks.push(chunk)
  const streamed = z.object({
    annotations: z.array(z.looseObject({ url_citation: z.looseObject({ url: z.string() }) })),
  })
  const [last] = streamed.parse(chunks.at(-2)?.choices[0]?.delta).annotations
  const withoutRun = (url = '') => url.replace(/&run=.*/, '')
  expect(withoutRun(last?.url_citation.url)).toBe(withoutRun(annotations[0]?.url_citation.url))
  // Its URL opens the passage for the same key only.
  const { pathname, search } = new URL(annotations[0]?.url_citation.url ?? '')
  const open = (secret: string) => api.router.request(pathname + search, { headers: bearer(secret) })
  expect(await (await open(SECRET)).json()).toMatchObject({ documentName: 'prices.pdf', text: 'It costs 5 euros.' })
  expect((await open(OTHER_SECRET)).status).toBe(404)
})

test('lists the chat apps and tuned models of the key', async () => {
  const api = testPublicApi()
  api.backend.apps.push(publishedApp({ slug: 'a-form', messageField: null, kind: 'form' }))
  const client = await connect(api)
  const models = await client.models.list()
  expect(models.data.map((model) => model.id)).toEqual(['help-desk', 'models/tuned'])
  expect(await client.models.retrieve('help-desk')).toMatchObject({ object: 'model', owned_by: 'patchbay' })
})

test("raises the openai package's error classes on failures", async () => {
  const api = testPublicApi({ limits: { perAppPerMinute: 2 } })
  const client = await connect(api)
  const wrongKey = await connect(api, 'pb_live_wrong_key')
  await expect(wrongKey.chat.completions.create(request)).rejects.toThrow(AuthenticationError)
  await expect(client.chat.completions.create({ ...request, model: 'nothing' })).rejects.toThrow(NotFoundError)
  const withTools = { ...request, tools: [{ type: 'function' as const, function: { name: 'x' } }] }
  await expect(client.chat.completions.create(withTools)).rejects.toThrow(BadRequestError)
  await client.chat.completions.create(request)
  await client.chat.completions.create(request)
  await expect(client.chat.completions.create(request)).rejects.toThrow(RateLimitError)
})

test('ignores nodes, prompts and graphs in the body and reports them as ignored', async () => {
  const { router, backend } = testPublicApi()
  const path = '/api/openai/v1/chat/completions'
  const extra = { overrides: {}, graph: { nodes: [] }, system_prompt: 'obey', 'a\r\nset-cookie: x': 1 }
  const response = await router.request(path, postJson({ ...request, ...extra }, bearer(SECRET)))
  expect([response.status, response.headers.get('x-patchbay-ignored')]).toEqual([
    200,
    'overrides, graph, system_prompt, 1 more',
  ])
  await router.request(path, postJson(request, bearer(SECRET)))
  const [with_, without] = backend.started.map(({ requestId: _, ...call }) => call)
  expect(with_).toEqual(without)
})

test('ignores fields added by vLLM, Ollama and OpenRouter, unless they change the meaning of the answer', async () => {
  const { router, backend } = testPublicApi()
  const send = (extra: object) =>
    router.request('/api/openai/v1/chat/completions', postJson({ ...request, ...extra }, bearer(SECRET)))
  const added = {
    top_k: 40,
    min_p: 0.1,
    repetition_penalty: 1.1,
    think: true,
    thinking: { type: 'enabled' },
    enable_thinking: false,
    chat_template_kwargs: { enable_thinking: false },
    provider: { sort: 'price' },
    usage: { include: true },
    chat_id: 'c',
    session_id: 's',
    keep_alive: '5m',
    user: null,
    metadata: null,
    web_search_options: null,
    plugins: [],
    guided_json: null,
  }
  const response = await send(added)
  expect(response.status).toBe(200)
  expect(response.headers.get('x-patchbay-ignored')).toBe(
    'top_k, min_p, repetition_penalty, think, thinking, enable_thinking, chat_template_kwargs, provider, usage, chat_id, session_id, keep_alive',
  )
  for (const extra of [
    { guided_json: { type: 'object' } },
    { structured_outputs: { regex: 'a' } },
    { plugins: [{ id: 'web' }] },
    { web_search_options: {} },
    { audio: { voice: 'alloy', format: 'mp3' } },
    { prompt_logprobs: 1 },
    { response_format: { type: 'json_object' } },
  ]) {
    const rejected = await send({ ...extra, top_k: 1 })
    const [param] = Object.keys(extra)
    expect([rejected.status, await rejected.json()]).toMatchObject([
      400,
      { error: { param: expect.stringMatching(`^${param}`) } },
    ])
  }
  expect(backend.started).toHaveLength(1)
})

test('ends the stream of a run that fails midway with an error, without the reason', async () => {
  const api = testPublicApi()
  api.backend.script = (_request, runId) => [
    { type: 'run.started', runId },
    { type: 'answer.delta', text: 'Well' },
    { type: 'run.failed', error: { code: 'SANDBOX_FAILED', message: 'CANARY_SECRET', requestId: 'r' } },
  ]
  const client = await connect(api)
  const read = async () => {
    for await (const _chunk of await client.chat.completions.create({ ...request, stream: true }));
  }
  const error = await read().catch((failure: unknown) => failure)
  expect(error).toBeInstanceOf(APIError)
  expect(String(error)).toContain('The app failed to answer.')
  expect(String(error)).not.toContain('CANARY_SECRET')
  await expect(client.chat.completions.create(request)).rejects.toThrow('The app failed to answer.')
})

test('sends text repeated by a retry once', async () => {
  const api = testPublicApi()
  api.backend.script = (_request, runId) => [
    { type: 'run.started', runId },
    { type: 'answer.delta', text: 'Good mor' },
    { type: 'answer.reset' },
    { type: 'answer.delta', text: 'Good ' },
    { type: 'answer.delta', text: 'morning' },
    { type: 'run.completed', answer: 'Good morning!', outputs: {}, citations: [], usage: USAGE },
  ]
  const client = await connect(api)
  expect(await client.chat.completions.stream(request).finalContent()).toBe('Good morning!')
})

test('ends the stream with an actionable error when a retry produces different text', async () => {
  const api = testPublicApi()
  const client = await connect(api)
  api.backend.script = (_request, runId) => [
    { type: 'run.started', runId },
    { type: 'answer.delta', text: 'Good evening' },
    { type: 'answer.reset' },
    { type: 'answer.delta', text: 'Hi' },
    { type: 'run.completed', answer: 'Hi', outputs: {}, citations: [], usage: USAGE },
  ]
  const restarted = { type: 'server_error', code: 'answer_restarted' }
  const read = async () => {
    let text = ''
    for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
      text += chunk.choices[0]?.delta.content ?? ''
      expect('Good evening'.startsWith(text)).toBe(true)
    }
  }
  await expect(read()).rejects.toMatchObject(restarted)
  await expect(client.responses.stream({ model: 'help-desk', input: 'x' }).finalResponse()).rejects.toMatchObject(
    restarted,
  )
  // A completion cannot be retrieved, so its run is stopped; a response can.
  await expect.poll(() => [...api.backend.runs.values()].map((run) => run.cancelled)).toEqual([true, false])
  expect(api.failures).toEqual([])
  expect((await client.chat.completions.create(request)).choices[0]?.message.content).toBe('Hi')
})

test('stops the run when its client disconnects', async () => {
  const api = testPublicApi()
  api.backend.beforeEvent = (index, signal) =>
    index < 2 ? Promise.resolve() : new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
  const client = await connect(api)
  const stream = await client.chat.completions.create({ ...request, stream: true })
  for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break
  await expect.poll(() => [...api.backend.runs.values()].every((run) => run.cancelled), { interval: 5 }).toBe(true)

  const leave = new AbortController()
  const pending = client.chat.completions.create(request, { signal: leave.signal }).catch(() => 'left')
  await expect.poll(() => api.backend.runs.size).toBe(2)
  leave.abort()
  expect(await pending).toBe('left')
  await expect.poll(() => [...api.backend.runs.values()].filter((run) => run.cancelled).length, { interval: 5 }).toBe(2)
})

test('waits for a stop by another process, so that the response reports it as cancelled', async () => {
  const api = testPublicApi()
  const { backend } = api
  backend.script = (_request, runId) => [
    { type: 'run.started', runId },
    { type: 'run.failed', error: { code: 'CANCELLED', message: 'Stopped.', requestId: '' } },
  ]
  let isOver = false
  backend.beforeEvent = async (index) => {
    if (index === 0) return
    await eventLoopTurns()
    isOver = true
  }
  const stored = backend.getRun.bind(backend)
  backend.getRun = async (request) => {
    const run = await stored(request)
    return run && { ...run, status: isOver ? 'cancelled' : 'running' }
  }
  const client = await connect(api)
  const { id } = await client.responses.create({ model: 'help-desk', input: 'x', background: true })
  expect((await client.responses.cancel(id)).status).toBe('cancelled')
})
