import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import type { WorkspaceRows } from '@/lib/api/testing/rows/workspace-rows'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import type { RouteView } from '@/lib/contracts/routes'
import { newId } from '@/lib/core/new-id'
import { modelCalls } from '@/lib/db/schema/model-calls'

let studio: TestStudio
let owner: TestPerson
let rows: WorkspaceRows
let stranger: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  rows = await fillWorkspace(studio.system, owner.workspaceId)
  stranger = await studio.signUp('owner')
})
afterAll(() => studio.close())

const policy = (models: string[], connection = rows.connectionId) => ({
  strategy: 'ordered',
  targets: models.map((model) => ({ model: { connection, model } })),
})
async function call<T>(
  method: string,
  path: string,
  body?: object,
  person = owner,
): Promise<{ status: number; data: T }> {
  const response = await studio.call({ method, path: `/api/studio${path}`, person, ...(body ? { body } : {}) })
  return { status: response.status, data: (await response.json()) as T }
}

test('a route is created, selected as a model and as the default, renamed and deleted', async () => {
  const created = await call<RouteView>('POST', '/routes', { name: 'fast', policy: policy(['a', 'b']) })
  expect([created.status, created.data.policy.retries, created.data.activity.requests]).toEqual([200, 1, 0])
  const models = await call<{ models: { connection: string; model: string }[] }>('GET', '/models')
  expect(models.data.models).toContainEqual(expect.objectContaining({ connection: 'route', model: 'fast' }))
  const selected = { chat: { connection: 'route', model: 'fast' } }
  expect((await call('PUT', '/models/default', selected)).status).toBe(200)
  expect((await call('PUT', '/models/default', { chat: { connection: 'route', model: 'none' } })).status).toBe(400)
  const renamed = await call<RouteView>('PUT', `/routes/${created.data.id}`, { name: 'faster', policy: policy(['b']) })
  expect(renamed.data.name).toBe('faster')
  await call('PUT', '/models/default', { chat: { connection: 'route', model: 'faster' } })
  await call('DELETE', `/routes/${created.data.id}`)
  const after = await call<{ defaultChat: object }>('GET', '/models')
  expect(after.data.defaultChat).toEqual({ connection: 'builtin', model: 'extractive' })
})

test('names are unique per workspace, and targets are distinct models of its own connections', async () => {
  await call('POST', '/routes', { name: 'one', policy: policy(['a']) })
  expect((await call('POST', '/routes', { name: 'one', policy: policy(['a']) })).status).toBe(409)
  expect((await call('POST', '/routes', { name: 'Not a name', policy: policy(['a']) })).status).toBe(400)
  expect((await call('POST', '/routes', { name: 'two', policy: policy(['a', 'a']) })).status).toBe(400)
  for (const connection of [newId(), 'builtin', 'route', '__proto__'])
    expect((await call('POST', '/routes', { name: 'two', policy: policy(['a'], connection) })).status).toBe(400)
  // The connection of another workspace is not accepted.
  expect((await call('POST', '/routes', { name: 'two', policy: policy(['a']) }, stranger)).status).toBe(400)
})

test('counts the activity of a route in the last week by request, retry and target', async () => {
  const { data: route } = await call<RouteView>('POST', '/routes', { name: 'busy', policy: policy(['a', 'b']) })
  const record = (
    model: string,
    attempt: number,
    outcome: 'ok' | 'failed',
    firstTokenMs: number | null,
    time = new Date(),
  ) => ({
    workspaceId: owner.workspaceId,
    origin: 'studio',
    ability: 'chat' as const,
    connectionId: rows.connectionId,
    provider: 'openai-compatible',
    routeId: route.id,
    durationMs: 1,
    costMicros: 10,
    model,
    attempt,
    outcome,
    firstTokenMs,
    at: time,
  })
  const eightDaysAgo = new Date(Date.now() - 8 * 86_400_000)
  await studio.system.db
    .insert(modelCalls)
    .values([
      record('a', 1, 'failed', null),
      record('b', 2, 'ok', 200),
      record('b', 1, 'ok', 100),
      record('a', 1, 'ok', 5, eightDaysAgo),
    ])
  const { data } = await call<{ routes: RouteView[] }>('GET', '/routes')
  expect(data.routes.find(({ name }) => name === 'busy')?.activity).toEqual({
    requests: 2,
    furtherTries: 1,
    failures: 1,
    targets: [
      { target: `${rows.connectionId}/b`, calls: 2, failures: 0, firstTokenMs: 150, costMicros: 20 },
      { target: `${rows.connectionId}/a`, calls: 1, failures: 1, firstTokenMs: null, costMicros: 10 },
    ],
  })
})

test('trying a route calls no model and shows order, price and language', async () => {
  const tried = await call<{ language: string; targets: { target: { model: string } }[] }>('POST', '/routes/try', {
    policy: {
      strategy: 'ordered',
      targets: [
        { model: { connection: rows.connectionId, model: 'german' }, when: { languages: ['de'] } },
        { model: { connection: rows.connectionId, model: 'rest' } },
      ],
    },
    text: 'What is the warranty and how long does it last?',
  })
  expect([tried.data.language, tried.data.targets.map(({ target }) => target.model)]).toEqual(['en', ['rest']])
})

test('an embedding route has one model at several connections, and can be selected for embeddings', async () => {
  const embeddings = (models: string[]) => ({ ...policy(models), ability: 'embed' })
  const created = await call<RouteView>('POST', '/routes', {
    name: 'vectors',
    policy: embeddings(['org/bge-m3', 'bge-m3']),
  })
  expect([created.status, created.data.policy.ability]).toEqual([200, 'embed'])
  const two = await call<{ message?: string }>('POST', '/routes', {
    name: 'mixed',
    policy: embeddings(['bge-m3', 'e5']),
  })
  expect(two.status).toBe(400)
  expect(JSON.stringify(two.data)).toContain('their vectors cannot be compared')
  const models = await call<{ models: object[] }>('GET', '/models')
  expect(models.data.models).toContainEqual(
    expect.objectContaining({ model: 'vectors', ability: 'embed', tools: false }),
  )
  // It cannot answer questions, so it cannot be the default.
  expect((await call('PUT', '/models/default', { chat: { connection: 'route', model: 'vectors' } })).status).toBe(400)
  const trained = { model: { connection: 'trained', model: 'intents' } }
  const odd = { strategy: 'ordered', ability: 'embed', targets: [trained] }
  expect((await call('POST', '/routes', { name: 'odd', policy: odd })).status).toBe(400)
})
