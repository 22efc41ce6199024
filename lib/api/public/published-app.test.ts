import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Graph } from '@/lib/graph/graph'
import { createTestApp, type TestApp } from '../testing/test-app'
import { postJson } from './__fixtures__/test-public-api'

const node = (id: string, type: string, config = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x: 0, y: 0 },
})
const edge = (id: string, from: [string, string], to: [string, string]) => ({
  id,
  from: { node: from[0], port: from[1] },
  to: { node: to[0], port: to[1] },
})

const echo = (text: string): Graph => ({
  schemaVersion: 1,
  nodes: [node('start', 'input'), node('text', 'template', { text }), node('answer', 'answer')],
  edges: [edge('e1', ['start', 'message'], ['text', 'value']), edge('e2', ['text', 'text'], ['answer', 'text'])],
})

let app: TestApp
let router: TestApp['router']
let request: TestApp['request']

beforeAll(async () => {
  app = await createTestApp('echo', echo('You said {{value}}.'))
  ;({ router, request: request } = app)
}, 60_000)
afterAll(() => app.close())

const publish = () => app.publish()
const bearer = () => app.bearer
const runOf = (message: string, extra: object = {}, headers: Record<string, string> = {}) =>
  router.request('/api/v1/apps/echo/runs', postJson({ inputs: { message }, ...extra }, { ...bearer(), ...headers }))

test('answers through the native API', async () => {
  const body = await (await runOf('hello')).json()
  expect(body).toMatchObject({ status: 'succeeded', version: 1, answer: 'You said hello.', error: null })
})

test('resumes a stream interrupted anywhere with the next event, without loss or duplicates', async () => {
  const streamed = await runOf('hello', { stream: true })
  const complete = (await streamed.text()).split('\n\n').filter((block) => /\nid: [\d.]+$/.test(block))
  expect(complete.map((block) => /^event: (.*)$/m.exec(block)?.[1])).toEqual([
    'run.started',
    'answer.delta',
    'run.completed',
  ])
  expect(new Set(complete.map((block) => /^id: (.*)$/m.exec(block)?.[1])).size).toBe(complete.length)
  const path = `/api/v1/apps/echo/runs/${streamed.headers.get('x-run-id')}/events`
  for (const [index, block] of complete.entries()) {
    const id = /^id: (.*)$/m.exec(block)?.[1] ?? ''
    const rest = await router.request(path, { headers: { ...bearer(), 'last-event-id': id } })
    // Without 204 an open EventSource reconnects forever.
    expect(rest.status).toBe(index === complete.length - 1 ? 204 : 200)
    expect((await rest.text()).split('\n\n').filter((block) => block !== '')).toEqual(complete.slice(index + 1))
  }
  for (const id of ['abc', '999999.0', '12', '-1.0']) {
    const foreign = await router.request(path, { headers: { ...bearer(), 'last-event-id': id } })
    const [reset, ...rest] = (await foreign.text()).split('\n\n').filter((block) => block !== '')
    expect([foreign.status, reset, rest]).toEqual([200, 'event: answer.reset\ndata: {"type":"answer.reset"}', complete])
  }
})

test("runs a visitor's message sent three times at once only once, with the same answer for all", async () => {
  const sameOrigin = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }
  const { token } = await (await router.request('/embed/echo/session', postJson({}, sameOrigin))).json()
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'm1' }
  const send = async () => {
    const response = await router.request('/embed/echo/messages', postJson({ inputs: { message: 'once' } }, headers))
    return { status: response.status, runId: response.headers.get('x-run-id'), text: await response.text() }
  }
  const answers = await Promise.all(Array.from({ length: 3 }, send))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(new Set(answers.map(({ runId }) => runId)).size).toBe(1)
  for (const { text } of answers) expect(text).toContain('You said once.')
  const { runs } = z
    .object({ runs: z.array(z.looseObject({ id: z.string() })) })
    .parse(await request('GET', `/api/studio/runs?appId=${app.appId}&search=once`))
  expect(runs).toHaveLength(1)
})

test('runs once for the same Idempotency-Key', async () => {
  const answers = [await runOf('x', {}, { 'idempotency-key': 'a' }), await runOf('x', {}, { 'idempotency-key': 'a' })]
  const [first, second] = await Promise.all(answers.map((response) => response.json()))
  expect(second.runId).toBe(first.runId)
  expect(answers[1]?.headers.get('idempotency-replayed')).toBe('true')
  expect((await runOf('y', {}, { 'idempotency-key': 'a' })).status).toBe(409)
})

test('serves OpenAI clients with the same app', async () => {
  const body = { model: 'echo', messages: [{ role: 'user', content: 'hello' }] }
  const completion = await (await router.request('/api/openai/v1/chat/completions', postJson(body, bearer()))).json()
  expect(completion.choices[0].message.content).toBe('You said hello.')
  const streamed = await router.request(
    '/api/openai/v1/chat/completions',
    postJson({ ...body, stream: true }, bearer()),
  )
  const text = await streamed.text()
  const contents = [...text.matchAll(/"content":"([^"]*)"/g)].map((found) => found[1])
  expect(contents.join('')).toBe('You said hello.')
  expect(text.trimEnd().endsWith('data: [DONE]')).toBe(true)
})

test('lets a visitor chat with a session, and read only their own runs', async () => {
  const sameOrigin = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }
  const open = async () => (await router.request('/embed/echo/session', postJson({}, sameOrigin))).json()
  const [one, other] = [await open(), await open()]
  const token = (session: { token: string }) => ({ authorization: `Bearer ${session.token}` })
  const sent = await router.request('/embed/echo/messages', postJson({ inputs: { message: 'hi' } }, token(one)))
  expect(await sent.text()).toContain('You said hi.')
  const run = `/embed/echo/runs/${sent.headers.get('x-run-id')}/events`
  expect((await router.request(run, { headers: token(one) })).status).toBe(200)
  expect((await router.request(run, { headers: token(other) })).status).toBe(404)
})

test('makes a new version live at once, and restores the old answer on rollback', async () => {
  const draft = { revision: app.revision, graph: echo('Now: {{value}}') }
  const saved = await request('PUT', `/api/studio/apps/${app.appId}/draft`, draft)
  app.revision = z.object({ revision: z.number() }).parse(saved).revision
  expect((await (await runOf('a')).json()).answer).toBe('You said a.')
  await publish()
  expect((await (await runOf('a')).json()).answer).toBe('Now: a')
  const Versions = z.object({ versions: z.array(z.object({ id: z.string(), number: z.number() })) })
  const { versions } = Versions.parse(await request('GET', `/api/studio/apps/${app.appId}/versions`))
  const first = versions.find((version) => version.number === 1)
  await request('PUT', `/api/studio/apps/${app.appId}/environments/production`, { versionId: first?.id ?? null })
  expect((await (await runOf('a')).json()).answer).toBe('You said a.')
  await request('PUT', `/api/studio/apps/${app.appId}/environments/production`, { versionId: null })
  expect((await runOf('a')).status).toBe(404)
  await request('PUT', `/api/studio/apps/${app.appId}/environments/production`, { versionId: first?.id ?? null })
})
