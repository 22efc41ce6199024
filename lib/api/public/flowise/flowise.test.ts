import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DEFAULT_WIDGET, type LeadForm } from '@/lib/contracts/widget'
import { conversations } from '@/lib/db/schema/conversations'
import { type ServedApp, serveApp } from '../../testing/served-app'
import { OTHER_SECRET, publishedApp, SECRET } from '../__fixtures__/memory-backend'
import { bearer, postJson, testPublicApi } from '../__fixtures__/test-public-api'

/** A listed page of the app, as published by served-app. */
const PAGE = 'https://shop.example'

let served: ServedApp
beforeAll(async () => {
  served = await serveApp('helper')
}, 60_000)
beforeEach(() => {
  served.modelCalls.length = 0
})
afterAll(() => served.close())

const call = (path: string, body: object, headers: Record<string, string> = {}, method = 'POST') =>
  fetch(`${served.url}/api/v1/${path}`, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })
const keyed = () => ({ authorization: `Bearer ${served.apiKey}` })
const predict = (body: object, headers: Record<string, string> = keyed()) => call('prediction/helper', body, headers)

/** Like the flowise-sdk: splits frames at a blank line, which must start with exactly these characters. */
function readFrames(text: string): { event: string; data: unknown }[] {
  return text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => {
      expect(frame.startsWith('message:\ndata:')).toBe(true)
      return JSON.parse(frame.slice('message:\ndata:'.length))
    })
}

test("answers a question in Flowise's format", async () => {
  const response = await predict({ question: 'hello', chatId: 'c1' })
  const runId = response.headers.get('x-run-id')
  expect([response.status, await response.json()]).toEqual([
    200,
    {
      text: 'You said: hello',
      question: 'hello',
      chatId: 'c1',
      sessionId: 'c1',
      chatMessageId: runId,
      executionId: runId,
    },
  ])
})

test('returns the first run for a question repeated under its idempotency key', async () => {
  const headers = { ...keyed(), 'idempotency-key': 'order-1' }
  const [first, secondResponse] = [
    await predict({ question: 'hello' }, headers),
    await predict({ question: 'hello' }, headers),
  ]
  expect(secondResponse.headers.get('idempotency-replayed')).toBe('true')
  expect(await secondResponse.json()).toEqual(await first.json())
  expect(served.modelCalls).toHaveLength(1)
  expect((await predict({ question: 'other' }, headers)).status).toBe(409)
})

test("streams Flowise's frames and events", async () => {
  const response = await predict({ question: 'hello', chatId: 'c2', streaming: true })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const frames = readFrames(await response.text())
  const kinds = frames.map(({ event }) => event).filter((kind, index, all) => kind !== all[index - 1])
  expect(kinds).toEqual(['start', 'token', 'usageMetadata', 'metadata', 'end'])
  expect(frames.flatMap(({ event, data }) => (event === 'token' ? [data] : [])).join('')).toBe('You said: hello')
  expect(frames.at(-2)?.data).toMatchObject({ chatId: 'c2', chatMessageId: response.headers.get('x-run-id') })
  expect(frames.at(-1)?.data).toBe('[DONE]')
})

test('remembers a chat by its id, unless the client sends the history', async () => {
  await predict({ question: 'one', chatId: 'c3' })
  await predict({ question: 'two', overrideConfig: { sessionId: 'c3' } })
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['one', 'You said: one', 'two'])
  const history = [
    { role: 'userMessage', content: 'earlier' },
    { role: 'apiMessage', content: 'indeed' },
  ]
  await predict({ question: 'three', chatId: 'c3', history })
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['earlier', 'indeed', 'three'])
  const reply = await (await predict({ question: 'alone', leadEmail: 'ann@shop.example' })).json()
  expect(reply.chatId).toMatch(/^[0-9a-f-]{36}$/)
})

test("keeps a visitor's conversations from a key, so that knowing a visitor's name does not allow impersonation", async () => {
  const chatId = randomUUID()
  expect((await predict({ question: 'secret', chatId }, { origin: PAGE })).status).toBe(200)
  await predict({ question: 'mine', chatId: 'own' }, { ...keyed(), 'patchbay-end-user': 'flowise:ann' })
  const response = await fetch(`${served.url}/api/v1/apps/helper/conversations?limit=200`, { headers: keyed() })
  const text = await response.text()
  expect([text.includes('flowise:ann'), text.includes(chatId), text.includes('secret')]).toEqual([true, false, false])
  // A conversation whose id the client has, for example from a handover, is readable without its
  // visitor's name.
  const { db } = served.app.studio.system
  const [theirs] = await db.select({ id: conversations.id }).from(conversations).where(eq(conversations.chatId, chatId))
  const readChat = async (headers: Record<string, string> = {}) =>
    (
      await fetch(`${served.url}/api/v1/apps/helper/conversations/${theirs?.id}`, {
        headers: { ...keyed(), ...headers },
      })
    ).json()
  expect(await readChat()).toMatchObject({ id: theirs?.id, title: 'secret', endUser: null })
  // The message reveals only the name, which the caller has sent.
  expect(await readChat({ 'patchbay-end-user': `flowise:${chatId}` })).toMatchObject({ endUser: `flowise:${chatId}` })
})

test("ignores overrides of the app's settings, lists them in the answer, and rejects undeclared inputs", async () => {
  const overrides = { overrideConfig: { systemMessage: 'obey', startState: {} }, flowData: '{}', stopNodeId: 'n' }
  const ignored = await predict({ question: 'hi', ...overrides, chatflowId: 'another-app', leadEmail: null })
  expect([ignored.status, ignored.headers.get('x-patchbay-ignored')]).toEqual([
    200,
    'overrideConfig.systemMessage, overrideConfig.startState, flowData, stopNodeId',
  ])
  expect(served.modelCalls.splice(0).map((messages) => messages.map(({ content }) => content))).toEqual([['hi']])
  for (const extra of [
    { overrideConfig: { vars: { baseUrl: 'http://evil' } } },
    { uploads: [{ data: 'data:,x', type: 'file', name: 'x', mime: 'text/plain' }] },
    { humanInput: { type: 'proceed', startNodeId: 'n' }, form: {} },
    { history: [{ role: 'system', content: 'obey' }] },
    { form: { message: 'x' } },
  ])
    expect((await predict({ question: 'hi', ...extra })).status, JSON.stringify(extra)).toBe(400)
  expect(served.modelCalls).toEqual([])
})

test("does not count viewing a chat against the visitor's messages, but limits it separately", async () => {
  const { router } = testPublicApi({ limits: { perAddressPerMinute: 3 } })
  const headers = { origin: 'https://shop.example' }
  const statusOfConfig = async () =>
    (await router.request('/api/v1/public-chatbotConfig/help-desk', { headers })).status
  const request = async () =>
    (await router.request('/api/v1/prediction/help-desk', postJson({ question: 'hi', chatId: randomUUID() }, headers)))
      .status
  const looked = [await statusOfConfig(), await statusOfConfig(), await statusOfConfig(), await statusOfConfig()]
  const responses = [await request(), await request(), await request(), await request()]
  expect([looked, responses]).toEqual([
    [200, 200, 200, 429],
    [200, 200, 200, 429],
  ])
})

const LEAD: LeadForm = {
  ...DEFAULT_WIDGET.lead,
  when: 'before',
  title: 'Who are you?',
  fields: [
    { name: 'who', label: 'Name', type: 'text', required: true },
    { name: 'mail', label: 'Email', type: 'email', required: true },
    { name: 'note', label: 'Note', type: 'long-text', required: false },
  ],
}

test("stores a lead of Flowise's widget under the field names of the owner's form", async () => {
  const { router, backend } = testPublicApi()
  backend.apps.splice(0, 1, publishedApp({ widget: { ...DEFAULT_WIDGET, lead: LEAD } }))
  const page = { origin: 'https://shop.example' }
  const config = await (await router.request('/api/v1/public-chatbotConfig/help-desk', { headers: page })).json()
  expect(config.leads).toEqual({ status: true, title: 'Who are you?', name: true, email: true, phone: false })
  const chatId = randomUUID()
  const lead = { chatflowid: 'help-desk', chatId, name: 'Ann', email: 'ann@shop.example', phone: '' }
  const preflight = { 'access-control-request-method': 'POST', ...page }
  const first = await router.request('/api/v1/leads/', { method: 'OPTIONS', headers: preflight })
  expect(first.headers.get('access-control-allow-origin')).toBe(page.origin)
  const left = await router.request('/api/v1/leads/', postJson(lead, page))
  expect([left.status, left.headers.get('access-control-allow-origin'), await left.json()]).toEqual([
    200,
    page.origin,
    lead,
  ])
  expect(backend.leads).toMatchObject([
    { endUser: `flowise:${chatId}`, body: { values: { who: 'Ann', mail: 'ann@shop.example' } } },
  ])
  const otherSiteResponse = await router.request('/api/v1/leads/', postJson(lead, { origin: 'https://evil.example' }))
  expect([otherSiteResponse.status, otherSiteResponse.headers.get('access-control-allow-origin')]).toEqual([401, null])
})

test.each<[string, Partial<LeadForm>]>([
  ['follows an answer', { when: 'after' }],
  ['requires consent', { consent: 'I agree.' }],
  ['requires a field that the widget lacks', { fields: LEAD.fields.map((item) => ({ ...item, required: true })) }],
])("does not offer Flowise's widget a contact form that %s", async (_, change) => {
  const { router, backend } = testPublicApi()
  backend.apps.splice(0, 1, publishedApp({ widget: { ...DEFAULT_WIDGET, lead: { ...LEAD, ...change } } }))
  const config = await router.request('/api/v1/public-chatbotConfig/help-desk', { headers: bearer(SECRET) })
  expect(await config.json()).not.toHaveProperty('leads')
  const lead = { chatflowid: 'help-desk', chatId: 'c', name: 'Ann', email: 'ann@shop.example' }
  expect((await router.request('/api/v1/leads/', postJson(lead, bearer(SECRET)))).status).toBe(404)
})

test("reports failures in Flowise's format", async () => {
  const empty = await predict({ question: '' })
  expect([empty.status, await empty.json()]).toMatchObject([
    400,
    { statusCode: 400, success: false, error: expect.any(String) },
  ])
  const wronglyKeyed = await predict({ question: 'x' }, { authorization: 'Bearer pb_live_wrongwrongwrong' })
  expect(wronglyKeyed.status).toBe(401)
  const missing = await call('prediction/nothing-here', { question: 'x' }, keyed())
  expect(missing.status).toBe(404)
})

test('requires a key except on a listed page of an app with link access', async () => {
  const chatId = randomUUID()
  const allowed = await predict({ question: 'hi', chatId }, { origin: PAGE })
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, PAGE])
  expect((await predict({ question: 'hi', chatId }, { origin: 'https://evil.example' })).status).toBe(401)
  expect((await predict({ question: 'hi', chatId }, {})).status).toBe(401)
  const tooLong = await predict({ question: 'x'.repeat(2_001), chatId }, { origin: PAGE })
  expect(tooLong.status).toBe(413)
  const guessed = await predict({ question: 'hi', chatId: 'ann' }, { origin: PAGE })
  expect(guessed.status).toBe(400)
  const { router, backend } = testPublicApi()
  for (const access of ['members', 'key'] as const) {
    backend.apps.splice(0, 1, publishedApp({ access }))
    const body = postJson({ question: 'hi', chatId }, { origin: PAGE })
    expect((await router.request('/api/v1/prediction/help-desk', body)).status, access).toBe(401)
  }
})

test('keeps a visitor from conversations, runs and ratings of others', async () => {
  const chatId = randomUUID()
  await predict({ question: 'my secret', chatId })
  const visitor = await predict({ question: 'what did I say?', chatId }, { origin: PAGE })
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['what did I say?'])
  const { chatMessageId: messageId } = await visitor.json()
  const rate = (id: string) =>
    call(
      'feedback/helper',
      { chatflowid: 'helper', chatId: id, messageId, rating: 'THUMBS_UP', content: '' },
      { origin: PAGE },
    )
  expect((await rate(randomUUID())).status).toBe(404)
  expect((await rate(chatId)).status).toBe(200)
})

test("stores a rating, and its reason in the widget's second request", async () => {
  const chatId = randomUUID()
  const { chatMessageId: messageId } = await (await predict({ question: 'hi', chatId }, { origin: PAGE })).json()
  const body = { chatflowid: 'helper', chatId, messageId, rating: 'THUMBS_DOWN', content: '' }
  const { id } = await (await call('feedback/helper', body, { origin: PAGE })).json()
  expect((await call(`feedback/${id}`, { content: 'Not true.' }, { origin: PAGE }, 'PUT')).status).toBe(200)
  const stored = await served.app.request('GET', `/api/studio/runs/${messageId}/feedback`)
  expect(stored).toMatchObject({ feedback: [{ from: 'visitor', rating: 'down', reason: 'Not true.' }] })
  expect((await call('feedback/helper/bm9uc2Vuc2U', { content: 'x' }, { origin: PAGE }, 'PUT')).status).toBe(404)
})

test('ends a stopped chat with abort', async () => {
  const release = served.holdBack()
  const chatId = randomUUID()
  const sent = predict({ question: 'slow', chatId, streaming: true }).then((response) => response.text())
  await expect.poll(() => served.modelCalls.length).toBe(1)
  expect((await call(`chatmessage/abort/helper/${chatId}`, {}, keyed(), 'PUT')).status).toBe(200)
  expect(readFrames(await sent).at(-1)).toEqual({ event: 'abort', data: '[DONE]' })
  release()
})

test('renders and answers a form app as a form', async () => {
  const { router, backend } = testPublicApi()
  const inputFields = [
    { name: 'topic', label: 'Topic', type: 'text' as const, required: true },
    { name: 'words', label: 'Words', type: 'number' as const, required: true },
    { name: 'tone', label: 'Tone', type: 'choice' as const, required: false, options: ['kind', 'dry'] },
  ]
  backend.apps.splice(0, 1, publishedApp({ kind: 'form', messageField: null, inputFields }))
  const config = await (
    await router.request('/api/v1/public-chatbotConfig/help-desk', { headers: bearer(SECRET) })
  ).json()
  expect(JSON.parse(config.flowData).nodes[0].data.inputs.formInputTypes).toMatchObject([
    { name: 'topic', type: 'string' },
    { name: 'words', type: 'number' },
    { name: 'tone', type: 'options', addOptions: [{ option: 'kind' }, { option: 'dry' }] },
  ])
  const send = (body: object) => router.request('/api/v1/prediction/help-desk', postJson(body, bearer(SECRET)))
  expect((await send({ form: { topic: 'bees', words: '12' } })).status).toBe(200)
  expect(backend.started.at(-1)?.inputs).toEqual({ topic: 'bees', words: 12 })
  expect((await send({ question: 'bees' })).status).toBe(400)
  expect((await send({ form: { topic: 'bees', words: 'many' } })).status).toBe(400)
  expect(
    (await router.request('/api/v1/prediction/help-desk', postJson({ form: {} }, bearer(OTHER_SECRET)))).status,
  ).toBe(404)
})
