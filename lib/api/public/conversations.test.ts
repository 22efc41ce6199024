import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '@/lib/core/new-id'
import { conversations } from '@/lib/db/schema/conversations'
import { runEvents, runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import { pruneRuns } from '@/lib/runs/maintenance/prune-runs'
import { createTestApp, type TestApp } from '../testing/test-app'
import { postJson } from './__fixtures__/test-public-api'

const node = (id: string, type: string, config = {}) => {
  return { id, type, version: 1, label: id, config, position: { x: 0, y: 0 } }
}
const edge = (id: string, from: [string, string], to: [string, string]) => {
  return { id, from: { node: from[0], port: from[1] }, to: { node: to[0], port: to[1] } }
}
/** Repeats the message and the conversation that it received. */
const parrot: Graph = {
  schemaVersion: 1,
  nodes: [
    node('start', 'input'),
    node('text', 'template', { text: '{{value}} after {{before}}' }),
    node('end', 'answer'),
  ],
  edges: [
    edge('e1', ['start', 'message'], ['text', 'value']),
    edge('e2', ['start', 'history'], ['text', 'before']),
    edge('e3', ['text', 'text'], ['end', 'text']),
  ],
}
const BASE = '/api/v1/apps/parrot'
const Created = z.object({ id: z.uuid(), title: z.string(), endUser: z.string().nullable() })

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('parrot', parrot)
}, 60_000)
afterAll(() => app.close())

type Headers = Record<string, string>
const as = (endUser: string): Headers => ({ 'patchbay-end-user': endUser })
const get = (path: string, headers: Headers = {}) =>
  app.router.request(`${BASE}${path}`, { headers: { ...app.bearer, ...headers } })
const remove = (path: string, headers: Headers = {}) =>
  app.router.request(`${BASE}${path}`, { method: 'DELETE', headers: { ...app.bearer, ...headers } })
const post = (path: string, body: unknown, headers: Headers = {}) =>
  app.router.request(`${BASE}${path}`, postJson(body, { ...app.bearer, ...headers }))
const open = async (headers: Headers = {}) => Created.parse(await (await post('/conversations', {}, headers)).json())
const sendMessage = async (conversationId: string, message: string, headers: Headers = {}) =>
  (await post('/runs', { inputs: { message }, conversationId }, headers)).json()

test('remembers a conversation, and lists it newest first, page by page', async () => {
  const { id } = await open()
  expect((await sendMessage(id, 'one')).answer).toBe('one after []')
  const second = await sendMessage(id, 'two')
  expect(second.answer).toContain('one after []')
  expect(await (await get(`/conversations/${id}`)).json()).toMatchObject({ title: 'one', endUser: null })

  const first = await get(`/conversations/${id}/messages?limit=1`)
  const page = await first.json()
  expect(page.messages.map(({ role, content }: { role: string; content: string }) => [role, content])).toEqual([
    ['assistant', second.answer],
    ['user', 'two'],
  ])
  const next = /^<(http:\/\/localhost:3000[^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
  const rest = await app.router.request(next, { headers: app.bearer })
  expect((await rest.json()).messages.map(({ content }: { content: string }) => content)).toEqual([
    'one after []',
    'one',
  ])
  expect(rest.headers.get('link')).toBeNull()
})

test('excludes failed runs and duplicates of one key from the history', async () => {
  const { id } = await open()
  const key = { 'idempotency-key': 'again' }
  const [first, second] = [await sendMessage(id, 'hello', key), await sendMessage(id, 'hello', key)]
  expect(second.runId).toBe(first.runId)
  await app.studio.system.db.insert(runs).values({
    id: newId(),
    workspaceId: app.person.workspaceId,
    appId: app.appId,
    planHash: 'h',
    origin: 'api',
    status: 'failed',
    preview: '',
    inputs: { message: 'lost' },
    labels: {},
  })
  expect((await sendMessage(id, 'next')).answer).not.toContain('lost')
  const { messages } = await (await get(`/conversations/${id}/messages`)).json()
  expect(messages).toHaveLength(4)
})

test('continues a conversation in a background run, and rejects a custom history beside it', async () => {
  const { id } = await open()
  const queued = await post('/runs', { inputs: { message: 'later' }, conversationId: id }, { prefer: 'respond-async' })
  expect(queued.status).toBe(202)
  const { messages } = await (await get(`/conversations/${id}/messages`)).json()
  expect(messages).toMatchObject([{ role: 'user', content: 'later' }])
  const conflicting = { inputs: { message: 'x' }, conversationId: id, history: [{ role: 'user', content: 'y' }] }
  expect((await post('/runs', conflicting)).status).toBe(400)
})

test('limits an end user to reading, continuing and deleting their own conversations', async () => {
  const { id } = await open(as('ann'))
  const { runId } = await sendMessage(id, 'secret of Ann', as('ann'))
  const bob = await open(as('bob'))
  const list = async (headers: Headers) =>
    (await (await get('/conversations', headers)).json()).conversations.map((item: { id: string }) => item.id)
  expect(await list(as('bob'))).toEqual([bob.id])
  expect(await list(as('ann'))).toEqual([id])
  expect(await list({})).toEqual(expect.arrayContaining([id, bob.id]))

  const missing = async (response: Response) => {
    const { requestId, error, ...body } = await response.json()
    return { status: response.status, body }
  }
  const nothing = await missing(await get(`/conversations/${newId()}`, as('bob')))
  expect(nothing.status).toBe(404)
  const tries = [
    await get(`/conversations/${id}`, as('bob')),
    await get(`/conversations/${id}/messages`, as('bob')),
    await remove(`/conversations/${id}`, as('bob')),
    await post('/runs', { inputs: { message: 'x' }, conversationId: id }, as('bob')),
    await get(`/runs/${runId}`, as('bob')),
    await get(`/runs/${runId}/events`, as('bob')),
    await post(`/runs/${runId}/cancel`, {}, as('bob')),
    await post(`/runs/${runId}/feedback`, { rating: 'up' }, as('bob')),
  ]
  for (const response of tries) expect(await missing(response)).toEqual(nothing)
  // One key, one body, two end users: two runs.
  const key = { 'idempotency-key': 'same' }
  const request = async (endUser: string) =>
    (await post('/runs', { inputs: { message: 'x' } }, { ...key, ...as(endUser) })).json()
  const ofBob = (await request('bob')).runId
  expect((await request('ann')).runId).not.toBe(ofBob)
  // A key crafted in our stored format for end users does not match one either.
  const crafted = await post('/runs', { inputs: { message: 'x' } }, { 'idempotency-key': '3:bob:same' })
  expect((await crafted.json()).runId).not.toBe(ofBob)
  expect((await get('/approvals', as('bob'))).status).toBe(403)
  expect((await get('/conversations', as('a b'))).status).toBe(400)
})

test('finds no conversation of another workspace, an operator or a prototype', async () => {
  const other = await createTestApp('elsewhere', parrot)
  const theirs = await (
    await other.router.request('/api/v1/apps/elsewhere/conversations', postJson({}, other.bearer))
  ).json()
  await other.close()
  for (const id of [theirs.id, newId(), '__proto__', 'constructor', '..%2f..', 'a%00b'])
    expect((await get(`/conversations/${id}`)).status).toBe(404)
  for (const conversationId of [{ $ne: null }, '__proto__', ['a'], 'a\0b'])
    expect((await post('/runs', { inputs: { message: 'x' }, conversationId })).status).toBe(400)
  expect((await post('/runs', { inputs: { message: 'x' }, conversationId: theirs.id })).status).toBe(404)
  // Internal fields are not read from the body.
  for (const extra of [{ id: newId() }, { workspaceId: newId() }, { endUser: 'x' }, { title: 'x'.repeat(201) }])
    expect((await post('/conversations', extra)).status).toBe(400)
  expect((await post('/conversations', { title: 'x'.repeat(5_000) })).status).toBe(413)
  expect((await (await post('/conversations', { title: 'a\0b' })).json()).title).not.toContain('\0')
  for (const query of ['?limit=0', '?limit=201', '?cursor=1', '?x=1', '?cursor=__proto__'])
    expect((await get(`/conversations${query}`)).status).toBe(400)
})

test('deletes the runs of a conversation with all of their data', async () => {
  const { id } = await open()
  const { runId } = await sendMessage(id, 'forget me')
  expect((await remove(`/conversations/${id}`)).status).toBe(204)
  expect((await remove(`/conversations/${id}`)).status).toBe(404)
  expect((await get(`/runs/${runId}`)).status).toBe(404)
  const left = await app.studio.system.db.select({ id: runEvents.runId }).from(runEvents)
  expect(left.map((row) => row.id)).not.toContain(runId)
  expect((await post('/runs', { inputs: { message: 'x' }, conversationId: id })).status).toBe(404)
})

test('does not delete a conversation with a running run', async () => {
  const { id } = await open()
  await post('/runs', { inputs: { message: 'later' }, conversationId: id }, { prefer: 'respond-async' })
  const rejected = await remove(`/conversations/${id}`)
  expect([rejected.status, (await rejected.json()).code]).toEqual([409, 'CONFLICT'])
})

test("deletes conversations with their runs at the end of the workspace's retention", async () => {
  const { id } = await open()
  await sendMessage(id, 'old')
  const days = 24 * 60 * 60 * 1_000
  await app.request('PUT', '/api/studio/workspace/retention', { days: 1 })
  await pruneRuns(app.studio.system, Date.now() + 3 * days)
  const left = await app.studio.system.db.select({ id: conversations.id }).from(conversations)
  expect(left.map((row) => row.id)).not.toContain(id)
})

test("reports failures as problems (RFC 9457) that older clients can read, with the key's rate limit", async () => {
  const response = await post('/runs', { inputs: {} })
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  const problem = await response.json()
  const requestId = response.headers.get('x-request-id')
  expect(problem).toEqual({
    type: 'urn:patchbay:error:invalid-input',
    title: 'Invalid input',
    status: 400,
    detail: 'Write a message first.',
    code: 'INVALID_INPUT',
    key: 'inputs.messageMissing',
    requestId,
    error: { code: 'INVALID_INPUT', key: 'inputs.messageMissing', message: 'Write a message first.', requestId },
  })
  expect(response.headers.get('ratelimit-limit')).toBe('10000')
  expect(Number(response.headers.get('ratelimit-reset'))).toBeGreaterThan(0)
})
