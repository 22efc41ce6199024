import { and, desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import { alerts } from '@/lib/db/schema/inbox'
import { auditEvents } from '@/lib/db/schema/people'
import { releaseRequests, releases, rollouts } from '@/lib/db/schema/releases'
import { runs } from '@/lib/db/schema/runs'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { executeDueRequests } from './execute-due-requests'
import { judgeRollouts } from './judge-rollouts'

const chat: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', version: 1, label: 'Input', config: {}, position: { x: 0, y: 0 } },
    { id: 'answer', type: 'answer', version: 1, label: 'Answer', config: {}, position: { x: 300, y: 0 } },
  ],
  edges: [{ id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'answer', port: 'text' } }],
}
const form: Graph = {
  ...chat,
  nodes: chat.nodes.map((node) =>
    node.id === 'input'
      ? { ...node, config: { mode: 'form', fields: [{ name: 'message', label: 'Message', kind: 'text' }] } }
      : node,
  ),
}

let app: TestApp
/** The person who requests the releases. */
let first: TestPerson
let second: TestPerson
let ids: [string, string, string]

beforeAll(async () => {
  app = await createTestApp('agreed', chat)
  first = await app.studio.signUp('editor', app.person.workspaceId)
  second = await app.studio.signUp('editor', app.person.workspaceId)
  await app.publish()
  const draft = z.object({ revision: z.number() })
  app.revision = draft.parse(await app.request('PUT', path('/draft'), { revision: app.revision, graph: form })).revision
  await app.request('POST', path('/versions'), { revision: app.revision, environment: 'staging' })
  const listed = z.object({ versions: z.array(z.object({ id: z.string(), number: z.number() })) })
  const { versions } = listed.parse(await app.request('GET', path('/versions')))
  const [one = '', two = '', three = ''] = versions.toSorted((a, b) => a.number - b.number).map(({ id }) => id)
  ids = [one, two, three]
})
/** Version 1 is live, version 2 does the same, version 3 has other inputs, and production needs an approval. */
beforeEach(async () => {
  const { db } = app.studio.system
  await db.delete(rollouts)
  await db.delete(releaseRequests)
  await db.delete(alerts)
  await app.request('PATCH', path('/environments/production'), { needsApproval: false })
  await app.request('PUT', path('/environments/production'), { versionId: ids[0] })
  await app.request('PATCH', path('/environments/production'), { needsApproval: true })
})
afterAll(() => app.close())

const path = (rest: string) => `/api/studio/apps/${app.appId}${rest}`

async function call(person: TestPerson, method: string, rest: string, body?: object) {
  const response = await app.studio.call({ method, path: path(rest), body, person })
  return { status: response.status, body: await response.json() }
}

async function production() {
  const { body } = await call(first, 'GET', '/environments')
  return body.environments.find(({ name }: { name: string }) => name === 'production')
}

const RULES = { minRuns: 5, maxErrorPoints: 0, maxP95Percent: null, maxCostPercent: null, feedbackNotWorse: false }

const startRollout = (kind: 'canary' | 'shadow', percent = 10) =>
  call(first, 'POST', '/rollouts', {
    environment: 'production',
    versionId: ids[1],
    expectedVersionId: ids[0],
    kind,
    percent,
    rules: RULES,
  })

const approve = (person: TestPerson, orderId: string) =>
  call(person, 'POST', `/release-orders/${orderId}/decision`, { decision: 'approve' })

/** Adds five successful runs of each version. */
async function meetRules(rolloutId: string, kind: 'canary' | 'shadow') {
  const { db } = app.studio.system
  const common = { workspaceId: app.person.workspaceId, appId: app.appId, environment: 'production', inputs: {} }
  const ended = { status: 'succeeded' as const, durationMs: 10, planHash: 'x', graphHash: 'x', preview: '', labels: {} }
  for (let index = 0; index < 5; index += 1) {
    const base = { ...common, ...ended, id: crypto.randomUUID(), versionId: ids[0], origin: 'api' as const }
    await db.insert(runs).values({ ...base, ...(kind === 'canary' ? { rolloutId } : {}) })
    const shadow = kind === 'shadow' ? { origin: 'shadow' as const, shadowOf: base.id } : {}
    await db.insert(runs).values({ ...base, ...shadow, id: crypto.randomUUID(), versionId: ids[1], rolloutId })
  }
}

test('the rules of a shadow that started without an approval request one from another person instead of going live', async () => {
  const { body } = await startRollout('shadow', 100)
  await meetRules(body.rolloutId, 'shadow')
  await judgeRollouts(app.studio.system)
  const { live, orders, rollout } = await production()
  expect([live.number, rollout.status, rollout.asksFirst]).toEqual([1, 'running', true])
  expect(orders).toMatchObject([{ versionNumber: 2, status: 'waiting', requestedBy: first.userId }])
  // A second evaluation does not request another approval.
  await judgeRollouts(app.studio.system)
  expect((await production()).orders).toHaveLength(1)
  expect((await approve(first, orders[0].id)).status).toBe(403)
  expect((await approve(second, orders[0].id)).body).toEqual({ status: 'live' })
  expect(await production()).toMatchObject({ live: { number: 2 }, rollout: null })
})

test('an approved canary goes live by its rules, and the history names the approver', async () => {
  const response = await startRollout('canary')
  expect((await production()).orders).toMatchObject([{ canaryPercent: 10, promotesItself: true }])
  expect((await approve(second, response.body.orderId)).status).toBe(200)
  const { rollout } = await production()
  expect(rollout).toMatchObject({ approvedBy: 'editor', asksFirst: false })
  await meetRules(rollout.id, 'canary')
  await judgeRollouts(app.studio.system)
  expect(await production()).toMatchObject({ live: { number: 2 }, orders: [] })
  const [last] = await app.studio.system.db.select().from(releases).orderBy(desc(releases.id)).limit(1)
  expect(last).toMatchObject({ kind: 'rollout', approvedBy: 'editor' })
})

test('the person who started a canary cannot extend it beyond the approval; others can, and reducing is allowed', async () => {
  const response = await startRollout('canary')
  await approve(second, response.body.orderId)
  const { rollout } = await production()
  const change = (person: TestPerson, body: object) => call(person, 'PATCH', `/rollouts/${rollout.id}`, body)
  expect((await change(first, { percent: 100 })).status).toBe(403)
  expect((await change(first, { rules: { ...RULES, minRuns: 6 } })).status).toBe(403)
  expect((await change(first, { percent: 5 })).status).toBe(200)
  expect((await change(second, { percent: 20 })).status).toBe(200)
  await app.request('PATCH', path('/environments/production'), { needsApproval: false })
  expect((await change(first, { percent: 100 })).status).toBe(200)
})

test('a canary without a stored starter can be extended by others, but not by its starter', async () => {
  const { db } = app.studio.system
  const raise = async (person: TestPerson, percent: number) => {
    await db.update(rollouts).set({ startedBy: null })
    const { rollout } = await production()
    return (await call(person, 'PATCH', `/rollouts/${rollout.id}`, { percent })).status
  }
  const response = await startRollout('canary')
  await approve(second, response.body.orderId)
  expect([await raise(first, 50), await raise(second, 50)]).toEqual([403, 200])
  // Started at once, while no approval was needed: the audit trail names the starter.
  await db.delete(rollouts)
  await db.delete(releaseRequests)
  await app.request('PATCH', path('/environments/production'), { needsApproval: false })
  await startRollout('canary')
  await app.request('PATCH', path('/environments/production'), { needsApproval: true })
  expect([await raise(first, 50), await raise(second, 50)]).toEqual([403, 200])
  // If nothing names the starter, it could be anyone.
  await db.delete(auditEvents)
  expect(await raise(second, 60)).toBe(403)
})

test('a canary that waited for an approval does not start beside a version with other inputs', async () => {
  const response = await startRollout('canary')
  await app.request('PATCH', path('/environments/production'), { needsApproval: false })
  await call(first, 'POST', '/releases', {
    environment: 'production',
    versionId: ids[2],
    expectedVersionId: ids[0],
  })
  const answer = await approve(second, response.body.orderId)
  expect([answer.status, answer.body.error.message]).toEqual([
    409,
    expect.stringMatching(/^This version takes different/),
  ])
  expect(await production()).toMatchObject({ live: { number: 3 }, rollout: null, orders: [{ status: 'waiting' }] })
})

test.each([
  ['at once', undefined],
  ['at a time', { wallTime: '2100-01-01T09:00', timeZone: 'UTC' }],
])(
  'rejects an approval if the live version has changed since the approver saw it, for a release %s',
  async (_, plannedFor) => {
    const response = await call(first, 'POST', '/releases', {
      environment: 'production',
      versionId: ids[1],
      expectedVersionId: ids[0],
      ...(plannedFor ? { plannedFor } : {}),
    })
    const answer = (decision: string, expectedVersionId: string) =>
      call(second, 'POST', `/release-orders/${response.body.orderId}/decision`, { decision, expectedVersionId })
    await app.request('PATCH', path('/environments/production'), { needsApproval: false })
    await app.request('PUT', path('/environments/production'), { versionId: ids[2] })
    const stale = await answer('approve', ids[0])
    expect([stale.status, stale.body.error.message]).toEqual([
      409,
      expect.stringContaining('gone live here in the meantime'),
    ])
    expect(await production()).toMatchObject({ live: { number: 3 }, orders: [{ status: 'waiting' }] })
    // After reviewing again it can be approved.
    expect((await answer('approve', ids[2])).body).toEqual({ status: plannedFor ? 'scheduled' : 'live' })
  },
)

test('a new time for an approved release needs another approval, and it fires at that time only', async () => {
  const { db } = app.studio.system
  const plannedFor = { wallTime: '2100-01-01T09:00', timeZone: 'Europe/Berlin' }
  const response = await call(first, 'POST', '/releases', {
    environment: 'production',
    versionId: ids[1],
    expectedVersionId: ids[0],
    plannedFor,
  })
  const { orderId } = response.body
  const move = (wallTime: string, timeZone = 'Asia/Tokyo') =>
    call(first, 'PATCH', `/release-orders/${orderId}`, { plannedFor: { wallTime, timeZone } })
  expect((await move('2020-01-01T09:00')).status).toBe(400)
  expect((await move('2100-01-02T09:00')).body).toEqual({ status: 'waiting' })
  const seen = { decision: 'approve', dueAt: '2100-01-01T08:00:00.000Z' }
  const stale = await call(second, 'POST', `/release-orders/${orderId}/decision`, seen)
  expect([stale.status, stale.body.error.message]).toEqual([409, expect.stringContaining('time was changed')])
  expect((await approve(second, orderId)).body).toEqual({ status: 'scheduled' })
  expect((await move('2100-01-03T09:00')).body).toEqual({ status: 'waiting' })
  expect(
    await db
      .select()
      .from(alerts)
      .where(eq(alerts.key, `release:${orderId}`)),
  ).toHaveLength(1)
  const fire = (now: string) => executeDueRequests(app.studio.system, { now: new Date(now) })
  // It waits for an approval again: nothing goes live without one.
  expect(await fire('2100-01-04T00:00:00Z')).toBe(0)
  expect((await approve(second, orderId)).body).toEqual({ status: 'scheduled' })
  expect([await fire('2100-01-02T23:59:59Z'), await fire('2100-01-03T00:00:00Z')]).toEqual([0, 1])
  expect(await production()).toMatchObject({ live: { number: 2 } })
  expect((await move('2100-02-01T09:00')).status).toBe(409)
  const moved = and(eq(auditEvents.action, 'release.move'), eq(auditEvents.workspaceId, app.person.workspaceId))
  expect(await db.select().from(auditEvents).where(moved)).toHaveLength(2)
})

test('without approvals a release is rescheduled at once, but not to the time of an equal one', async () => {
  await app.request('PATCH', path('/environments/production'), { needsApproval: false })
  const plan = (wallTime: string) =>
    call(first, 'POST', '/releases', {
      environment: 'production',
      versionId: ids[1],
      expectedVersionId: ids[0],
      plannedFor: { wallTime, timeZone: 'UTC' },
    })
  const { orderId } = (await plan('2100-01-01T09:00')).body
  await plan('2100-01-02T09:00')
  const move = (wallTime: string) =>
    call(second, 'PATCH', `/release-orders/${orderId}`, { plannedFor: { wallTime, timeZone: 'UTC' } })
  expect((await move('2100-01-02T09:00')).status).toBe(409)
  expect((await move('2100-01-05T09:00')).body).toEqual({ status: 'scheduled' })
})

test('marks a late release as late', async () => {
  await app.request('PATCH', path('/environments/production'), { needsApproval: false })
  await call(first, 'POST', '/releases', {
    environment: 'production',
    versionId: ids[1],
    expectedVersionId: ids[0],
    plannedFor: { wallTime: '2100-01-01T09:00', timeZone: 'UTC' },
  })
  expect(await executeDueRequests(app.studio.system, { now: new Date('2100-01-01T09:47:10Z') })).toBe(1)
  const [alert] = await app.studio.system.db.select().from(alerts).where(eq(alerts.kind, 'release'))
  expect(alert?.message).toBe('As planned by editor, but 47 minutes late because no server was running.')
})
