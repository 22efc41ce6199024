import { and, asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { environments } from '@/lib/db/schema/apps'
import { auditEvents } from '@/lib/db/schema/people'
import { releaseRequests, releases, rollouts } from '@/lib/db/schema/releases'
import { runs } from '@/lib/db/schema/runs'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { executeDueRequests } from './execute-due-requests'
import { judgeRollouts } from './judge-rollouts'

let app: TestApp
let requester: TestPerson
let ids: [string, string, string]
const db = () => app.studio.system.db
const path = (rest: string) => `/api/studio/apps/${app.appId}${rest}`

beforeAll(async () => {
  app = await createTestApp('hurried', chatApp([], ['in.message -> out.text']))
  requester = await app.studio.signUp('editor', app.person.workspaceId)
  await app.publish()
  await app.publish()
  const listed = z.object({ versions: z.array(z.object({ id: z.string(), number: z.number() })) })
  const { versions } = listed.parse(await app.request('GET', path('/versions')))
  const [one = '', two = '', three = ''] = versions.toSorted((a, b) => a.number - b.number).map(({ id }) => id)
  ids = [one, two, three]
})
/** Version 1 is live, and nothing is pending. */
beforeEach(async () => {
  await db().delete(rollouts)
  await db().delete(releaseRequests)
  await db().delete(runs)
  await app.request('PATCH', path('/environments/production'), { needsApproval: false })
  await app.request('PUT', path('/environments/production'), { versionId: ids[0] })
})
afterAll(() => app.close())

async function call(method: string, rest: string, body?: object, person = app.person) {
  const response = await app.studio.call({ method, path: path(rest), person, ...(body ? { body } : {}) })
  const answer = await response.json()
  return { status: response.status, answer }
}
const statusOf = async (...calls: ReturnType<typeof call>[]) =>
  (await Promise.all(calls)).map(({ status }) => status).toSorted()

const AT = { environment: 'production', note: '' }
const promote = (version: number, expected: number, overrides: object = {}) =>
  call('POST', '/releases', { ...AT, versionId: ids[version - 1], expectedVersionId: ids[expected - 1], ...overrides })
const rollBack = (version: number, expected: number) =>
  call('POST', '/releases/rollback', { ...AT, versionId: ids[version - 1], expectedVersionId: ids[expected - 1] })

async function live(): Promise<string | null> {
  const where = and(eq(environments.appId, app.appId), eq(environments.name, 'production'))
  const [row] = await db().select().from(environments).where(where)
  return row?.versionId ?? null
}

/** Each release names the previous live version: none was lost, and the last one is live. */
async function historyHolds(): Promise<void> {
  const where = and(eq(releases.appId, app.appId), eq(releases.environment, 'production'))
  const chain = await db().select().from(releases).where(where).orderBy(asc(releases.createdAt), asc(releases.id))
  for (const [index, { previousVersionId }] of chain.entries())
    if (index > 0) expect(previousVersionId).toBe(chain[index - 1]?.versionId)
  expect(await live()).toBe(chain.at(-1)?.versionId)
}

const PLAN = { minRuns: 5, maxErrorPoints: 0, maxP95Percent: null, maxCostPercent: null, feedbackNotWorse: false }
/** Starts a canary: version 2 answers a tenth of the requests instead of version 1. @returns its id */
async function canary(rules: object = {}): Promise<string> {
  const plan = { kind: 'canary', percent: 10, rules: { ...PLAN, ...rules } }
  const started = await app.request('POST', path('/rollouts'), {
    ...AT,
    versionId: ids[1],
    expectedVersionId: ids[0],
    ...plan,
  })
  return z.object({ rolloutId: z.string() }).parse(started).rolloutId
}

/** Adds five runs of each version, those of the candidate with this status. */
async function addRuns(rolloutId: string, status: 'succeeded' | 'failed'): Promise<void> {
  const rolloutKey = { workspaceId: app.person.workspaceId, appId: app.appId, environment: 'production', rolloutId }
  const run = {
    ...rolloutKey,
    inputs: {},
    durationMs: 10,
    planHash: 'x',
    preview: '',
    labels: {},
    origin: 'api' as const,
  }
  const both = [1, 2, 3, 4, 5].flatMap(() => [
    { ...run, id: newId(), versionId: ids[0], status: 'succeeded' as const },
    { ...run, id: newId(), versionId: ids[1], status },
  ])
  await db().insert(runs).values(both)
}
const rolloutRow = async (id: string) =>
  (await db().select().from(rollouts).where(eq(rollouts.id, id)))[0] ?? expect.unreachable('no rollout')

/** Evaluates the rules, and calls `interrupt` before the result is stored. */
function judgeWhile(interrupt: () => Promise<unknown>): Promise<void> {
  const real = db()
  let isFirst = true
  const meanwhile: ProxyHandler<Database> = {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      if (key !== 'transaction') return typeof value === 'function' ? value.bind(target) : value
      return async (work: Parameters<Database['transaction']>[0]) => {
        if (isFirst) await interrupt()
        isFirst = false
        return target.transaction(work)
      }
    },
  }
  return judgeRollouts({ ...app.studio.system, db: new Proxy(real, meanwhile) })
}

test('of a concurrent promotion and rollback one wins, and the other is rejected', async () => {
  await promote(2, 1)
  for (let round = 0; round < 5; round += 1) {
    expect(await statusOf(promote(3, 2), rollBack(1, 2))).toEqual([200, 409])
    await historyHolds()
    await app.request('PUT', path('/environments/production'), { versionId: ids[1] })
  }
})

test('a scheduled and a concurrent manual release are both in the history, in sequence', async () => {
  const plannedFor = { wallTime: '2100-01-01T09:00', timeZone: 'UTC' }
  for (let round = 0; round < 3; round += 1) {
    expect((await promote(3, 1, { plannedFor })).answer).toMatchObject({ status: 'scheduled' })
    const fire = () => executeDueRequests(app.studio.system, { now: new Date('2100-01-01T09:00:01Z') })
    const [{ status }, ...fired] = await Promise.all([promote(2, 1), fire(), fire()])
    expect([fired[0] + fired[1], [200, 409].includes(status)]).toEqual([1, true])
    // The scheduled one is executed anyway: a later manual one is rejected, since another version is live.
    expect(await live()).toBe(ids[2])
    await historyHolds()
    await app.request('PUT', path('/environments/production'), { versionId: ids[0] })
  }
})

test('a scheduled release that timed out in the database stays due', async () => {
  const plannedFor = { wallTime: '2100-01-01T09:00', timeZone: 'UTC' }
  await promote(2, 1, { plannedFor })
  const now = new Date('2100-01-01T09:00:01Z')
  const [{ id } = { id: '' }] = await db().select({ id: releaseRequests.id }).from(releaseRequests)
  await db().execute(sql`create function refuse() returns trigger language plpgsql as
    $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$`)
  await db().execute(sql`create trigger refusing before insert on releases for each row execute function refuse()`)
  await expect(executeDueRequests(app.studio.system, { now })).rejects.toThrow()
  await db().execute(sql`drop function refuse() cascade`)
  const [order] = await db().select().from(releaseRequests).where(eq(releaseRequests.id, id))
  expect([order?.status, await live()]).toEqual(['scheduled', ids[0]])
  expect([await executeDueRequests(app.studio.system, { now }), await live()]).toEqual([1, ids[1]])
})

test('of several concurrent answers to a request only one counts', async () => {
  await app.request('PATCH', path('/environments/production'), { needsApproval: true })
  for (let round = 0; round < 3; round += 1) {
    const body = { ...AT, versionId: ids[1], expectedVersionId: ids[0] }
    const { answer } = await call('POST', '/releases', body, requester)
    const decide = (decision: string) => call('POST', `/release-orders/${answer.orderId}/decision`, { decision })
    const statuses = await statusOf(
      ...[decide('approve'), decide('decline'), decide('approve')],
      call('DELETE', `/release-orders/${answer.orderId}`),
    )
    expect(statuses).toEqual([200, 409, 409, 409])
    const [order] = await db().select().from(releaseRequests).where(eq(releaseRequests.id, answer.orderId))
    const isApproved = order?.status === 'done'
    expect(await live()).toBe(isApproved ? ids[1] : ids[0])
    // Without the approval there is nothing to roll back.
    if (isApproved) await app.request('PUT', path('/environments/production'), { versionId: ids[0] })
  }
})

test('a rollback by rules and a concurrent manual promotion or stop end the canary once', async () => {
  for (const byHand of ['promote', 'stop', 'other'] as const) {
    const id = await canary()
    await addRuns(id, 'failed')
    const act = () =>
      byHand === 'stop' ? call('POST', `/rollouts/${id}/stop`) : promote(byHand === 'promote' ? 2 : 3, 1)
    await Promise.all([act(), judgeRollouts(app.studio.system), judgeRollouts(app.studio.system)])
    const { status, endedAt } = await rolloutRow(id)
    const ends = { promote: 'promoted', stop: 'stopped', other: 'stopped' }
    expect([['rolled-back', ends[byHand]].includes(status), endedAt !== null]).toEqual([true, true])
    expect(await live()).toBe({ promote: ids[1], stop: ids[0], other: ids[2] }[byHand])
    await historyHolds()
    await app.request('PUT', path('/environments/production'), { versionId: ids[0] })
    await db().delete(runs)
  }
})

test('a manual action before the rules act takes precedence: they do not promote over it', async () => {
  const id = await canary()
  await addRuns(id, 'succeeded')
  await judgeWhile(() => promote(3, 1))
  expect([await live(), (await rolloutRow(id)).status]).toEqual([ids[2], 'stopped'])
})

test('rules changed during their evaluation have no effect', async () => {
  const id = await canary()
  await addRuns(id, 'succeeded')
  const tellingPlan = { ...PLAN, onSuccess: 'tell', onFailure: 'tell' }
  await judgeWhile(() => app.request('PATCH', path(`/rollouts/${id}`), { rules: tellingPlan }))
  expect([await live(), (await rolloutRow(id)).status]).toEqual([ids[0], 'running'])
})

test('rules changed after they were met are evaluated again', async () => {
  const id = await canary({ onSuccess: 'tell' })
  await addRuns(id, 'succeeded')
  await judgeRollouts(app.studio.system)
  await judgeRollouts(app.studio.system)
  const notices = () => db().select().from(auditEvents).where(eq(auditEvents.action, 'rollout.tell'))
  expect([await live(), (await rolloutRow(id)).decision?.verdict]).toEqual([ids[0], 'passed'])
  const before = (await notices()).length
  // A larger share changes no rule, and raises no alert.
  await app.request('PATCH', path(`/rollouts/${id}`), { percent: 20 })
  await judgeRollouts(app.studio.system)
  expect(await notices()).toHaveLength(before)
  await app.request('PATCH', path(`/rollouts/${id}`), { rules: { ...PLAN, onSuccess: 'promote' } })
  await judgeRollouts(app.studio.system)
  expect([await live(), (await rolloutRow(id)).status]).toEqual([ids[1], 'promoted'])
})

test('an environment deleted during a release stays deleted', async () => {
  for (let round = 0; round < 4; round += 1) {
    await app.request('POST', path('/environments'), { name: 'europe' })
    const releaseBody = { environment: 'europe', note: '', versionId: ids[0], expectedVersionId: null }
    const plannedFor = { wallTime: '2100-01-01T09:00', timeZone: 'UTC' }
    const planned = await call('POST', '/releases', { ...releaseBody, plannedFor })
    const statuses = await statusOf(
      call('DELETE', '/environments/europe'),
      call('POST', '/releases', releaseBody),
      call('PATCH', `/release-orders/${planned.answer.orderId}`, {
        plannedFor: { ...plannedFor, wallTime: '2100-01-02T09:00' },
      }),
      call('DELETE', `/release-orders/${planned.answer.orderId}`),
    )
    expect(statuses.filter((status) => status >= 500)).toEqual([])
    const left = await db().select().from(environments).where(eq(environments.name, 'europe'))
    expect(left).toEqual([])
    const waiting = await db().select().from(releaseRequests).where(eq(releaseRequests.status, 'scheduled'))
    expect(waiting).toEqual([])
  }
})
