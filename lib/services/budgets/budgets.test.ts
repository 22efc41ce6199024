import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import type { BudgetView } from '@/lib/contracts/budgets'
import { newId } from '@/lib/core/new-id'
import { apps } from '@/lib/db/schema/apps'
import { alerts } from '@/lib/db/schema/inbox'
import { auditEvents } from '@/lib/db/schema/people'
import { emptyGraph } from '@/lib/graph/graph'
import { admitCall } from './admit-call'
import type { Caller } from './counted-budgets'

let studio: TestStudio
let owner: TestPerson
let appId: string
let caller: Caller
beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  owner = await studio.signUp('owner')
  appId = newId()
  const { workspaceId } = owner
  await studio.system.db
    .insert(apps)
    .values({ id: appId, workspaceId, name: 'Helper', kind: 'chat', draft: emptyGraph() })
  caller = { workspaceId, appId, keyId: null, endUser: 'anna', runId: newId(), userId: null }
})

const call = (method: string, path: string, body?: unknown, person = owner) =>
  studio.call({ method, path: `/api/studio/${path}`, person, ...(body === undefined ? {} : { body }) })
const create = (body: object) =>
  call('POST', 'budgets', { name: 'Pilot', scope: 'workspace', period: 'month', limitMicros: 1_000, ...body })

async function createBudget(body: object): Promise<string> {
  const response = await create(body)
  expect(response.status).toBe(200)
  return (await response.json()).id
}

async function list(): Promise<BudgetView[]> {
  return (await (await call('GET', 'budgets')).json()).budgets
}

async function spend(micros: number, by = caller): Promise<void> {
  await (await admitCall(studio.system.db, by, micros)).settle(micros)
}

test('a budget shows spent and reserved amounts, the subject, and when it resets', async () => {
  const id = await createBudget({ scope: 'app', scopeId: appId })
  await spend(250)
  const activeCall = await admitCall(studio.system.db, caller, 300)
  const [view] = await list()
  expect(view).toMatchObject({
    id,
    scope: 'app',
    scopeName: 'Helper',
    subjects: 1,
    stopped: 0,
    warnPercent: 80,
    enabled: true,
    fullest: { subject: appId, name: 'Helper', spentMicros: 250, reservedMicros: 300 },
  })
  const now = new Date()
  expect(view?.renewsAt).toBe(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString())
  await activeCall.settle(0)
})

test('a per-end-user budget shows the most used share, and all shares on request', async () => {
  const id = await createBudget({ scope: 'end-user', period: 'day' })
  await spend(1_200)
  await spend(10, { ...caller, endUser: 'ben' })
  const [view] = await list()
  expect(view).toMatchObject({
    subjects: 2,
    stopped: 1,
    fullest: { name: 'anna', spentMicros: 1_200 },
    forecast: { kind: 'used-up' },
  })
  const shares = await (await call('GET', `budgets/${id}/shares`)).json()
  expect(shares.shares.map((share: { subject: string }) => share.subject)).toEqual(['anna', 'ben'])
})

test('changes apply at once and are audited; reaching the new threshold raises a new alert', async () => {
  const id = await createBudget({})
  await spend(1_000)
  await expect(spend(1)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' })
  expect((await call('PATCH', `budgets/${id}`, { limitMicros: 1_100 })).status).toBe(200)
  await spend(50)
  expect((await call('PATCH', `budgets/${id}`, { enabled: false })).status).toBe(200)
  await spend(5_000)
  expect((await call('DELETE', `budgets/${id}`)).status).toBe(200)
  expect(await list()).toEqual([])
  const trail = await studio.system.db.select().from(auditEvents).where(eq(auditEvents.workspaceId, owner.workspaceId))
  expect(trail.map(({ action }) => action)).toEqual([
    'budget.create',
    'budget.update',
    'budget.update',
    'budget.delete',
  ])
  const raised = await studio.system.db.select().from(alerts).where(eq(alerts.workspaceId, owner.workspaceId))
  expect(raised).toMatchObject([{ title: 'Budget at 80 %: “Pilot”', count: 2, link: '/usage?tab=budgets' }])
})

test('a run budget never resets, and a workspace budget names no subject', async () => {
  await createBudget({ scope: 'run', period: 'day', scopeId: 'x' })
  await createBudget({ name: 'All', scope: 'workspace', scopeId: 'x' })
  expect((await list()).map(({ scope, period, scopeId }) => [scope, period, scopeId])).toEqual([
    ['workspace', 'month', null],
    ['run', 'total', null],
  ])
})

test('rejects apps, keys and models of other workspaces', async () => {
  const stranger = await studio.signUp('owner')
  const rejected = [
    { scope: 'app', scopeId: newId() },
    { scope: 'app', scopeId: 'not an id' },
    { scope: 'key', scopeId: newId() },
    { degradation: { atPercent: 80, model: { connection: newId(), model: 'm' } } },
    { limitMicros: 0.5 },
    { warnPercent: 0 },
  ]
  for (const body of rejected) expect((await create(body)).status).toBe(400)
  await createBudget({ scope: 'app', scopeId: appId })
  const other = { name: 'P', scope: 'app', period: 'day', limitMicros: 1, scopeId: appId }
  expect((await call('POST', 'budgets', other, stranger)).status).toBe(400)
  expect(await (await call('GET', 'budgets', undefined, stranger)).json()).toEqual({ budgets: [] })
})

test('only owners change budgets; everyone can see them', async () => {
  const id = await createBudget({})
  const editor = await studio.signUp('editor', owner.workspaceId)
  const viewer = await studio.signUp('viewer', owner.workspaceId)
  expect((await call('PATCH', `budgets/${id}`, { limitMicros: 9 }, editor)).status).toBe(403)
  expect((await call('GET', 'budgets', undefined, viewer)).status).toBe(200)
  expect(await (await call('GET', 'budget-scopes', undefined, viewer)).json()).toEqual({
    apps: [{ id: appId, name: 'Helper' }],
    environments: [],
    keys: [],
    endUsers: [],
  })
})
