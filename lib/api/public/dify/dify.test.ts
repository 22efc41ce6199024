import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError, raise } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { type ServedApp, serveApp } from '../../testing/served-app'
import { OTHER_SECRET, publishedApp, SECRET } from '../__fixtures__/memory-backend'
import { bearer, postJson, testPublicApi } from '../__fixtures__/test-public-api'
import { TRAFFIC } from './__fixtures__/dify-client-traffic'

let served: ServedApp
beforeAll(async () => {
  served = await serveApp('helper')
}, 60_000)
beforeEach(() => {
  served.modelCalls.length = 0
})
afterAll(() => served.close())

/** Replays a recorded request of the client. */
async function replay(name: keyof typeof TRAFFIC, change: Record<string, string> = {}): Promise<Response> {
  const { method, path, body } = TRAFFIC[name]
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (whole, key) => change[key] ?? whole)
  return fetch(`${served.url}${fill(path)}`, {
    method,
    headers: { authorization: `Bearer ${served.apiKey}`, 'content-type': 'application/json' },
    ...(body === null ? {} : { body: fill(JSON.stringify(body)) }),
  })
}

const post = (path: string, body: object) =>
  fetch(`${served.url}/v1/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${served.apiKey}`, 'content-type': 'application/json' },
  })

const Event = z.looseObject({ event: z.string(), answer: z.string().optional() })
const eventsOf = (text: string) =>
  text
    .split('\n\n')
    .filter((frame) => frame.startsWith('data: '))
    .map((frame) => Event.parse(JSON.parse(frame.slice('data: '.length))))

test('dify-client: answers a message, and continues its conversation', async () => {
  const first = await (await replay('chat')).json()
  expect(first).toMatchObject({ event: 'message', mode: 'chat', answer: 'You said: hello', message_id: first.id })
  expect(first.metadata.usage).toMatchObject({ prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 })
  const conversation = first.conversation_id
  await replay('chatInConversation', { conversation })
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['hello', 'You said: hello', 'and now?'])
  const messages = await (await replay('messages', { conversation })).json()
  expect(messages).toMatchObject({
    has_more: false,
    data: [
      { id: first.id, query: 'hello', answer: 'You said: hello' },
      { query: 'and now?', answer: 'You said: and now?' },
    ],
  })
  const { data } = await (await replay('conversations')).json()
  expect(data[0]).toMatchObject({ id: conversation, name: 'hello', status: 'normal' })
  expect(await (await replay('feedback', { message: first.id })).json()).toEqual({ result: 'success' })
  const rated = async () => (await (await replay('messages', { conversation })).json()).data[0].feedback
  expect(await rated()).toEqual({ rating: 'like' })
  expect((await post(`messages/${first.id}/feedbacks`, { rating: null, user: 'user-1' })).status).toBe(200)
  expect(await rated()).toBeNull()
  expect(await (await replay('rename', { conversation })).json()).toMatchObject({ id: conversation, name: 'Greetings' })
  const renamed = await (await replay('conversations')).json()
  expect(renamed.data[0]).toMatchObject({ id: conversation, name: 'Greetings' })
  expect(await (await replay('suggested', { message: first.id })).json()).toEqual({ result: 'success', data: [] })
  expect((await replay('deleteConversation', { conversation })).status).toBe(204)
  expect((await replay('messages', { conversation })).status).toBe(404)
})

test("dify-client: streams Dify's events", async () => {
  const response = await replay('chatStream')
  const events = eventsOf(await response.text())
  const kinds = events.map(({ event }) => event).filter((kind, index, all) => kind !== all[index - 1])
  expect(kinds).toEqual(['message', 'message_end'])
  expect(events.map(({ answer }) => answer ?? '').join('')).toBe('You said: hello')
  const ids = new Set(events.map((event) => `${event.task_id} ${event.conversation_id} ${event.message_id}`))
  expect(ids.size).toBe(1)
  expect(events.at(-1)).toMatchObject({ metadata: { usage: { total_tokens: 8 }, retriever_resources: [] } })
})

test('dify-client: describes the app in parameters and info', async () => {
  expect(await (await replay('parameters')).json()).toMatchObject({ opening_statement: '', user_input_form: [] })
  expect(await (await replay('info')).json()).toMatchObject({ name: 'helper', mode: 'chat', tags: [] })
})

test('ends a stopped stream with message_end', async () => {
  const release = served.holdBack()
  const response = await replay('chatStream')
  await expect.poll(() => served.modelCalls.length).toBe(1)
  const task = response.headers.get('x-run-id') ?? ''
  expect((await post(`chat-messages/${task}/stop`, { user: 'somebody-else' })).status).toBe(404)
  expect(await (await post(`chat-messages/${task}/stop`, { user: 'user-1' })).json()).toEqual({ result: 'success' })
  expect(eventsOf(await response.text()).at(-1)).toMatchObject({ event: 'message_end' })
  release()
})

test('returns the first message and its conversation for a repeated idempotency key', async () => {
  const send = (query: string, path = 'chat-messages') =>
    fetch(`${served.url}/v1/${path}`, {
      method: 'POST',
      body: JSON.stringify({ query, inputs: {}, user: 'user-9' }),
      headers: {
        authorization: `Bearer ${served.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': 'order-1',
      },
    })
  const first = await (await send('hello')).json()
  const secondResponse = await send('hello')
  expect(secondResponse.headers.get('idempotency-replayed')).toBe('true')
  expect(await secondResponse.json()).toMatchObject({
    id: first.id,
    conversation_id: first.conversation_id,
    answer: first.answer,
  })
  expect(served.modelCalls).toHaveLength(1)
  const other = await send('something else')
  expect([other.status, await other.json()]).toMatchObject([409, { code: 'conflict' }])
  const list = await fetch(`${served.url}/v1/conversations?user=user-9`, {
    headers: { authorization: `Bearer ${served.apiKey}` },
  })
  expect((await list.json()).data).toHaveLength(1)
})

test('leaves no conversation behind a rejected message', async () => {
  const { router, backend } = testPublicApi()
  backend.startFailure = new AppError('RATE_LIMITED', verbatim('Later.'))
  const sent = await router.request('/v1/chat-messages', postJson({ query: 'hi', user: 'ann' }, bearer(SECRET)))
  expect([sent.status, backend.conversations]).toEqual([429, []])
})

test('releases the slot of a message whose conversation cannot be created', async () => {
  const { router, backend } = testPublicApi({ limits: { concurrentPerApp: 1 } })
  const send = () => router.request('/v1/chat-messages', postJson({ query: 'hi', user: 'ann' }, bearer(SECRET)))
  const { createConversation } = backend
  backend.createConversation = async () => raise('UNAVAILABLE', verbatim('The database is away.'))
  for (let time = 0; time < 2; time += 1) expect((await send()).status).toBe(503)
  backend.createConversation = createConversation
  expect((await send()).status).toBe(200)
})

test("offers the owner's suggestions after an answer, except for the question just asked", async () => {
  const { router, backend } = testPublicApi()
  backend.apps.splice(0, 1, publishedApp({ suggestions: ['What does it cost?', 'Where are you?'] }))
  const get = async (path: string) => (await router.request(path, { headers: bearer(SECRET) })).json()
  const request = postJson({ query: 'what does it cost?', user: 'ann' }, bearer(SECRET))
  const { id } = await (await router.request('/v1/chat-messages', request)).json()
  expect(await get(`/v1/messages/${id}/suggested?user=ann`)).toEqual({ result: 'success', data: ['Where are you?'] })
  expect(await get(`/v1/messages/${id}/suggested?user=bob`)).toMatchObject({ code: 'not_found' })
  expect(await get('/v1/parameters')).toMatchObject({ suggested_questions_after_answer: { enabled: true } })
  expect(await get('/v1/site')).toMatchObject({ title: 'Help desk', chat_color_theme: '#2255cc' })
})

test('finds no conversation of another user', async () => {
  const { conversation_id: id } = await (await replay('chat')).json()
  const body = { inputs: {}, query: 'what did I say?', user: 'user-2', conversation_id: id }
  const rejected = await post('chat-messages', body)
  expect([rejected.status, await rejected.json()]).toMatchObject([404, { code: 'not_found', status: 404 }])
  const injected = await post('chat-messages', { ...body, conversation_id: { $ne: null } })
  expect(injected.status).toBe(400)
})

test('rejects changes to the app without running anything', async () => {
  const body = { inputs: {}, query: 'hi', user: 'user-1' }
  for (const extra of [
    { inputs: { system: 'obey' } },
    { workflow_id: 'x' },
    { files: [{ type: 'image', transfer_method: 'remote_url', url: 'http://169.254.169.254/' }] },
    { user: '' },
    { query: '' },
  ])
    expect((await post('chat-messages', { ...body, ...extra })).status, JSON.stringify(extra)).toBe(400)
  expect(served.modelCalls).toEqual([])
})

test('ignores and names unsupported Dify fields, and treats null as absent', async () => {
  const body = { query: 'hi', user: 'user-1', inputs: null, conversation_id: null, files: null, workflow_id: null }
  const extraFields = {
    trace_id: 'trace-1',
    parent_message_id: null,
    model_config: {},
    retriever_from: 'dev',
    auto_generate_name: null,
  }
  const response = await post('chat-messages', { ...body, ...extraFields, response_mode: null })
  expect(response.status).toBe(200)
  expect(response.headers.get('x-patchbay-ignored')).toBe('trace_id, parent_message_id, model_config, retriever_from')
  expect(served.modelCalls.splice(0)).toHaveLength(1)
})

test('explains that a key needs exactly one app, and returns nothing without a key', async () => {
  const { router, backend } = testPublicApi()
  const send = (secret: string) =>
    router.request('/v1/chat-messages', postJson({ query: 'hi', user: 'u' }, bearer(secret)))
  expect((await send(SECRET)).status).toBe(200)
  expect(await (await send(OTHER_SECRET)).json()).toMatchObject({ code: 'invalid_param' })
  backend.apps.push(publishedApp({ appId: '01970000-0000-7000-8000-000000000009', slug: 'second' }))
  backend.keys.set(SECRET, {
    keyId: 'key-1',
    workspaceId: 'workspace-1',
    appIds: backend.apps.map(({ appId }) => appId),
    environment: null,
    canEvaluate: false,
  })
  expect((await send(SECRET)).status).toBe(400)
  const anonymous = await send('pb_live_unknownunknown')
  expect([anonymous.status, await anonymous.json()]).toMatchObject([401, { code: 'unauthorized' }])
})

test('runs a form app as a workflow', async () => {
  const { router, backend } = testPublicApi()
  const inputFields = [{ name: 'topic', label: 'Topic', type: 'text' as const, required: true }]
  backend.apps.splice(0, 1, publishedApp({ kind: 'form', messageField: null, inputFields }))
  backend.script = (_request, runId) => [
    { type: 'run.started', runId },
    { type: 'answer.delta', text: 'Bees fly.' },
    {
      type: 'run.completed',
      answer: 'Bees fly.',
      outputs: { text: 'Bees fly.' },
      citations: [],
      usage: { inputTokens: 1, outputTokens: 2, estimated: false },
    },
  ]
  const body = { ...TRAFFIC.workflow.body, inputs: { topic: 'bees' } }
  const done = await (await router.request('/v1/workflows/run', postJson(body, bearer(SECRET)))).json()
  expect(done.data).toMatchObject({
    id: done.workflow_run_id,
    status: 'succeeded',
    outputs: { text: 'Bees fly.' },
    total_tokens: 3,
  })
  const streaming = postJson({ ...body, response_mode: 'streaming' }, bearer(SECRET))
  const events = eventsOf(await (await router.request('/v1/workflows/run', streaming)).text())
  expect(events.map(({ event }) => event)).toEqual(['workflow_started', 'text_chunk', 'workflow_finished'])
  const runResponse = await router.request(`/v1/workflows/run/${done.workflow_run_id}`, { headers: bearer(SECRET) })
  expect(await runResponse.json()).toMatchObject({ id: done.workflow_run_id, status: 'succeeded' })
  const chat = await router.request('/v1/chat-messages', postJson({ query: 'x', user: 'u' }, bearer(SECRET)))
  expect(chat.status).toBe(400)
})
