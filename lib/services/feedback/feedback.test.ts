import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { FeedbackView } from '@/lib/contracts/feedback'
import { newId } from '@/lib/core/new-id'
import { runs } from '@/lib/db/schema/runs'
import { emptyGraph, type Graph } from '@/lib/graph/graph'

const node = (id: string, type: string, config = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x: 0, y: 0 },
})
const graph: Graph = {
  ...emptyGraph(),
  nodes: [node('input', 'input'), node('answer', 'answer')],
  edges: [{ id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'answer', port: 'text' } }],
}

let app: TestApp
let other: TestApp
beforeAll(async () => {
  app = await createTestApp('rated', graph)
  other = await createTestApp('not-rated', graph)
})
afterAll(async () => {
  await app.close()
  await other.close()
})

const send = (on: TestApp, path: string, body: unknown, headers = on.bearer as Record<string, string>) =>
  on.router.request(path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
async function start(): Promise<string> {
  const response = await send(app, '/api/v1/apps/rated/runs', { inputs: { message: 'hi' } })
  return z
    .object({ runId: z.string() })
    .loose()
    .parse(await response.json()).runId
}
const rate = (runId: string, body: unknown, headers?: Record<string, string>) =>
  send(app, `/api/v1/apps/rated/runs/${runId}/feedback`, body, headers)
const List = z.object({ feedback: z.array(FeedbackView) })
const listed = async (runId: string) =>
  List.parse(await app.request('GET', `/api/studio/runs/${runId}/feedback`)).feedback.map(
    ({ from, name, rating, reason, correction }) => ({
      from,
      name,
      rating,
      reason,
      correction,
    }),
  )

test('a key rates a run of its app and changes its rating; members add their own', async () => {
  const runId = await start()
  expect((await rate(runId, { rating: 'up' })).status).toBe(200)
  const secondResponse = await rate(runId, { rating: 'down', reason: ' Wrong price ', correction: 'It is ten.' })
  expect(await secondResponse.json()).toEqual({ runId, rating: 'down' })
  await app.request('PUT', `/api/studio/runs/${runId}/feedback`, { rating: 'up' })
  expect(await listed(runId)).toEqual([
    { from: 'member', name: 'owner', rating: 'up', reason: '', correction: null },
    { from: 'key', name: 'K', rating: 'down', reason: 'Wrong price', correction: 'It is ten.' },
  ])
  await app.request('DELETE', `/api/studio/runs/${runId}/feedback`)
  expect((await listed(runId)).map(({ from }) => from)).toEqual(['key'])
})

test('the run list shows ratings and filters by them', async () => {
  const liked = await start()
  const plain = await start()
  await rate(liked, { rating: 'up' })
  const Runs = z
    .object({ runs: z.array(z.object({ id: z.string(), thumbsUp: z.number(), thumbsDown: z.number() }).loose()) })
    .loose()
  const ids = async (query: string) =>
    Runs.parse(await app.request('GET', `/api/studio/runs?${query}`)).runs.map(({ id }) => id)
  expect(await ids('feedback=up')).toContain(liked)
  expect(await ids('feedback=up')).not.toContain(plain)
  expect(await ids('feedback=corrected')).not.toContain(liked)
  expect(Runs.parse(await app.request('GET', '/api/studio/runs')).runs.find(({ id }) => id === liked)).toMatchObject({
    thumbsUp: 1,
    thumbsDown: 0,
  })
})

test.each([
  ['no rating', {}],
  ['another rating', { rating: 'meh' }],
  ['more fields', { rating: 'up', author: 'user:1' }],
  ['too long a correction', { rating: 'down', correction: 'x'.repeat(20_001) }],
])('rejects a body with %s', async (_, body) => {
  expect((await rate(await start(), body)).status).toBe(400)
})

test('rejects an oversized body before parsing it as JSON', async () => {
  expect((await rate(await start(), { rating: 'down', reason: 'x'.repeat(70_000) })).status).toBe(413)
})

test('does not find runs of other apps, of the draft or without an owner', async () => {
  const runId = await start()
  const notFound = await rate(newId(), { rating: 'up' })
  expect(notFound.status).toBe(404)
  const messageOf = async (response: Response) =>
    z.object({ error: z.object({ message: z.string() }).loose() }).parse(await response.json()).error.message
  const answer = await messageOf(notFound)
  const foreign = await send(other, `/api/v1/apps/not-rated/runs/${runId}/feedback`, { rating: 'up' })
  expect([foreign.status, await messageOf(foreign)]).toEqual([404, answer])
  const draft = newId()
  await app.studio.system.db.insert(runs).values({
    id: draft,
    workspaceId: app.person.workspaceId,
    appId: app.appId,
    planHash: 'h',
    origin: 'studio',
    status: 'succeeded',
    preview: '',
    inputs: {},
    labels: {},
  })
  const ofDraft = await rate(draft, { rating: 'up' })
  expect([ofDraft.status, await messageOf(ofDraft)]).toEqual([404, answer])
  expect((await rate(runId, { rating: 'up' }, {})).status).toBe(401)
  expect(await listed(runId)).toEqual([])
})

test('the OpenAPI document describes the feedback endpoint', async () => {
  const response = await app.router.request('/api/v1/apps/rated/openapi.json', { headers: app.bearer })
  const document = z
    .object({ paths: z.record(z.string(), z.unknown()) })
    .loose()
    .parse(await response.json())
  expect(document.paths).toHaveProperty('/runs/{runId}/feedback')
})
