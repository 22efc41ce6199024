import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import { alerts } from '@/lib/db/schema/inbox'
import { auditEvents } from '@/lib/db/schema/people'
import { releaseRequests } from '@/lib/db/schema/releases'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { executeDueRequests } from './execute-due-requests'

const graph: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', version: 1, label: 'Input', config: {}, position: { x: 0, y: 0 } },
    { id: 'answer', type: 'answer', version: 1, label: 'Answer', config: {}, position: { x: 300, y: 0 } },
  ],
  edges: [{ id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'answer', port: 'text' } }],
}

let app: TestApp
let editor: TestPerson
let viewer: TestPerson
let stranger: TestPerson
const ids: string[] = []

beforeAll(async () => {
  app = await createTestApp('released', graph)
  editor = await app.studio.signUp('editor', app.person.workspaceId)
  viewer = await app.studio.signUp('viewer', app.person.workspaceId)
  stranger = await app.studio.signUp('owner')
  await app.publish()
  await app.publish()
  const all = z.object({ versions: z.array(z.object({ id: z.string(), number: z.number() })) })
  const { versions } = all.parse(await app.request('GET', path('/versions')))
  for (const { id } of versions.toSorted((a, b) => a.number - b.number)) ids.push(id)
})
afterAll(() => app.close())

const path = (rest: string) => `/api/studio/apps/${app.appId}${rest}`

async function call(person: TestPerson, method: string, rest: string, body?: object) {
  const response = await app.studio.call({ method, path: path(rest), body, person })
  return { status: response.status, body: await response.json() }
}

async function environment(name: string) {
  const { body } = await call(viewer, 'GET', '/environments')
  return body.environments.find((item: { name: string }) => item.name === name)
}

async function unseen(person: TestPerson): Promise<number> {
  const response = await app.studio.call({ method: 'GET', path: '/api/studio/inbox/count', person })
  return (await response.json()).alerts
}

const release = (person: TestPerson, name: string, version: number, expected: number | null, overrides: object = {}) =>
  call(person, 'POST', '/releases', {
    environment: name,
    versionId: ids[version - 1],
    note: 'for the fair',
    expectedVersionId: expected === null ? null : ids[expected - 1],
    ...overrides,
  })

test('the three standard environments exist; publishing released to production', async () => {
  const { body } = await call(viewer, 'GET', '/environments')
  expect(
    body.environments.map((item: { name: string; live: { number: number } | null; address: string }) => [
      item.name,
      item.live?.number ?? null,
      item.address,
    ]),
  ).toEqual([
    ['development', null, 'released@development'],
    ['staging', null, 'released@staging'],
    ['production', 3, 'released'],
  ])
})

test('a version moves from environment to environment, and each keeps its history', async () => {
  expect((await release(editor, 'staging', 1, null)).body).toEqual({ status: 'live', orderId: null })
  // A version that was live in production is not a rollback target here.
  expect(await environment('staging')).toMatchObject({ live: { number: 1, hasEarlier: false } })
  expect((await release(editor, 'staging', 2, 1)).status).toBe(200)
  expect(await environment('staging')).toMatchObject({ live: { number: 2, by: 'editor', hasEarlier: true } })
  const { body } = await call(viewer, 'GET', '/releases?environment=staging&limit=1')
  expect(body.releases).toMatchObject([{ versionNumber: 2, previousNumber: 1, kind: 'promote', note: 'for the fair' }])
  const rest = await call(viewer, 'GET', `/releases?environment=staging&cursor=${body.nextCursor}`)
  expect(rest.body).toMatchObject({ releases: [{ versionNumber: 1, previousNumber: null }], nextCursor: null })
})

test('rolling back is immediate, and limited to versions that were live in the environment', async () => {
  const rollBack = (version: number) =>
    call(editor, 'POST', '/releases/rollback', {
      environment: 'staging',
      versionId: ids[version - 1],
      expectedVersionId: ids[1],
    })
  expect((await rollBack(3)).status).toBe(409)
  expect((await rollBack(1)).body).toEqual({ status: 'live', orderId: null })
  expect(await environment('staging')).toMatchObject({ live: { number: 1 } })
})

test('of two concurrent promotions one wins, and the other is rejected', async () => {
  const both = await Promise.all([release(editor, 'staging', 2, 1), release(app.person, 'staging', 3, 1)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const winner = both[0]?.status === 200 ? 2 : 3
  expect(await environment('staging')).toMatchObject({ live: { number: winner } })
})

test('other workspaces see nothing, viewers change nothing, and only owners toggle the approval', async () => {
  expect((await call(stranger, 'GET', '/environments')).status).toBe(404)
  expect((await release(stranger, 'staging', 1, null)).status).toBe(404)
  expect((await release(viewer, 'staging', 1, null)).status).toBe(403)
  expect((await call(editor, 'PATCH', '/environments/staging', { needsApproval: true })).status).toBe(403)
  expect((await call(editor, 'PATCH', '/environments/unheard', { runsPerKey: 2 })).status).toBe(404)
})

test('a second person gives a required approval once; the inbox asks and the audit log records it', async () => {
  expect((await call(app.person, 'PATCH', '/environments/production', { needsApproval: true })).status).toBe(200)
  const response = await release(editor, 'production', 1, 3)
  expect(response.body).toMatchObject({ status: 'waiting' })
  expect(await environment('production')).toMatchObject({ live: { number: 3 }, orders: [{ versionNumber: 1 }] })
  const { db } = app.studio.system
  const [alert] = await db.select().from(alerts).where(eq(alerts.kind, 'release'))
  expect(alert).toMatchObject({
    title: '“released”: version 1 asks to go to production',
    // The inbox finds the promotion by this key (components/inbox/release-request-of.ts).
    key: `release:${response.body.orderId}`,
    link: `/apps/${app.appId}/releases`,
  })
  expect((await release(editor, 'production', 1, 3)).body.error.message).toMatch(/already been requested/)
  // The requester is not alerted about their own request.
  expect([await unseen(editor), await unseen(app.person)]).toEqual([0, 1])
  const decide = (person: TestPerson) =>
    call(person, 'POST', `/release-orders/${response.body.orderId}/decision`, { decision: 'approve' })
  expect((await decide(editor)).status).toBe(403)
  expect((await decide(stranger)).status).toBe(404)
  const answers = await Promise.all([decide(app.person), decide(app.person)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await environment('production')).toMatchObject({ live: { number: 1, by: 'editor' }, orders: [] })
  // The question was removed; the requester is notified.
  expect(await db.select().from(alerts).where(eq(alerts.kind, 'release'))).toMatchObject([
    {
      title: '“released”: version 1 was approved for production',
      message: expect.stringMatching(/^\w+ agreed\. It is live now\.$/),
    },
  ])
  expect([await unseen(editor), await unseen(app.person)]).toEqual([1, 0])
  const trail = await db
    .select({ action: auditEvents.action })
    .from(auditEvents)
    .where(and(eq(auditEvents.subject, `app:${app.appId}`), eq(auditEvents.workspaceId, app.person.workspaceId)))
  expect(trail.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['release.request', 'release.approve', 'release.promote', 'release.rollback']),
  )
})

test('the publish button requires an approval too, and so does a canary; a rollback does not', async () => {
  const published = await app.publish()
  expect(published).toMatchObject({ release: { status: 'waiting' }, version: { number: 4, live: false } })
  const listed: { id: string; number: number; wasLive: boolean }[] = (await call(viewer, 'GET', '/versions')).body
    .versions
  expect(listed.map(({ number, wasLive }) => [number, wasLive])).toEqual([
    // 3 was live when the rule began, 1 was approved, 2 was neither.
    ...[4, 3, 2, 1].map((number) => [number, number === 3 || number === 1]),
  ])
  const next = { versionId: listed[0]?.id }
  expect((await call(editor, 'PUT', '/environments/production', next)).status).toBe(409)
  const canary = { environment: 'production', versionId: ids[1], expectedVersionId: ids[0], percent: 10 }
  expect((await call(editor, 'POST', '/rollouts', { ...canary, kind: 'canary' })).body).toMatchObject({
    status: 'waiting',
    rolloutId: null,
  })
  expect((await call(editor, 'PUT', '/environments/production', { versionId: ids[2] })).status).toBe(200)
  const pending = await app.studio.system.db.select().from(releaseRequests).where(eq(releaseRequests.status, 'waiting'))
  expect(pending).toHaveLength(2)
  for (const { id } of pending) expect((await call(editor, 'DELETE', `/release-orders/${id}`)).status).toBe(200)
  expect((await call(app.person, 'PATCH', '/environments/production', { needsApproval: false })).status).toBe(200)
  expect((await call(editor, 'PUT', '/environments/production', { versionId: ids[1] })).status).toBe(200)
})

test('a scheduled release goes live at its time, once over all processes, and can be cancelled', async () => {
  const plannedFor = { wallTime: '2100-01-01T09:00', timeZone: 'Europe/Berlin' }
  const planned = await release(editor, 'production', 3, 2, { plannedFor })
  expect(planned.body).toMatchObject({ status: 'scheduled' })
  expect(await environment('production')).toMatchObject({ orders: [{ dueAt: '2100-01-01T08:00:00.000Z' }] })
  const other = await release(editor, 'staging', 3, null, {
    plannedFor,
    expectedVersionId: (await environment('staging')).live.versionId,
  })
  expect((await call(editor, 'DELETE', `/release-orders/${other.body.orderId}`)).status).toBe(200)
  const fire = (now: string) => executeDueRequests(app.studio.system, { now: new Date(now) })
  expect(await fire('2100-01-01T07:59:59Z')).toBe(0)
  const fired = await Promise.all(Array.from({ length: 4 }, () => fire('2100-01-01T08:00:00Z')))
  expect(fired.reduce((sum, count) => sum + count, 0)).toBe(1)
  expect(await environment('production')).toMatchObject({ live: { number: 3, by: 'editor' }, orders: [] })
  const past = await release(editor, 'production', 2, 3, {
    plannedFor: { ...plannedFor, wallTime: '2020-01-01T09:00' },
  })
  expect(past.status).toBe(400)
})

test('custom environments are deleted with their scheduled releases; standard ones stay', async () => {
  expect((await call(editor, 'POST', '/environments', { name: 'europe' })).status).toBe(200)
  expect((await call(editor, 'POST', '/environments', { name: 'europe' })).status).toBe(409)
  expect((await call(editor, 'POST', '/environments', { name: 'staging' })).status).toBe(409)
  await release(editor, 'europe', 1, null)
  expect((await call(editor, 'DELETE', '/environments/europe')).status).toBe(200)
  expect(await environment('europe')).toBeUndefined()
  expect((await call(editor, 'DELETE', '/environments/production')).status).toBe(409)
})

test('secrets of an environment are encrypted and never shown; models are replaced in a single step', async () => {
  const saved = await call(editor, 'PUT', '/environments/staging/secrets', {
    name: 'CRM_TOKEN',
    value: 'staging-secret-value',
    hosts: ['crm.example'],
  })
  expect(saved.body).toMatchObject({ name: 'CRM_TOKEN', last4: 'alue' })
  expect(JSON.stringify(await call(editor, 'GET', '/environments/staging/secrets'))).not.toContain('staging-secret')
  expect(await environment('staging')).toMatchObject({ secretNames: ['CRM_TOKEN'] })
  const choice = (model: string) => ({ connection: 'builtin', model })
  const models = [{ from: choice('best'), to: choice('cheap') }]
  expect((await call(editor, 'PATCH', '/environments/staging', { models })).status).toBe(200)
  const chain = [...models, { from: choice('cheap'), to: choice('free') }]
  expect((await call(editor, 'PATCH', '/environments/staging', { models: chain })).status).toBe(400)
})

test('the history lists rollouts between releases, each once over its pages', async () => {
  const live = (await environment('production')).live.versionId
  const other = ids.find((id) => id !== live) ?? ''
  const trial = { environment: 'production', expectedVersionId: live, percent: 10, kind: 'shadow' }
  const { body } = await call(editor, 'POST', '/rollouts', { ...trial, versionId: other })
  expect((await call(editor, 'POST', `/rollouts/${body.rolloutId}/stop`)).status).toBe(200)
  expect((await call(editor, 'PUT', '/environments/production', { versionId: other })).status).toBe(200)
  const complete = (await call(viewer, 'GET', '/releases?environment=production')).body
  expect(complete).toMatchObject({ rollouts: [{ id: body.rolloutId, status: 'stopped' }], nextCursor: null })
  expect(complete.releases[0].id > body.rolloutId && body.rolloutId > complete.releases[1].id).toBe(true)
  const entriesOf = (page: { releases: { id: string }[]; rollouts: { id: string }[] }) =>
    [...page.releases, ...page.rollouts].map(({ id }) => id).toSorted()
  for (const limit of [1, 2, 3]) {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const rest = `/releases?environment=production&limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`
      const page: typeof complete = (await call(viewer, 'GET', rest)).body
      expect(entriesOf(page).length).toBeLessThanOrEqual(limit)
      seen.push(...entriesOf(page))
      cursor = page.nextCursor
    }
    expect(seen.toSorted()).toEqual(entriesOf(complete))
  }
  expect((await call(viewer, 'GET', '/releases?environment=staging')).body.rollouts).toEqual([])
  // Rollouts use no rows in a page of releases only.
  const [newest, before] = complete.releases
  const releasesOnly = (await call(viewer, 'GET', '/releases?environment=production&only=releases&limit=2')).body
  expect(releasesOnly).toMatchObject({ releases: [{ id: newest.id }, { id: before.id }], rollouts: [] })
})
