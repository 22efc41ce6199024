import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import type { WorkspaceRows } from '@/lib/api/testing/rows/workspace-rows'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import type { AppOverview } from '@/lib/contracts/app-overview'
import { newId } from '@/lib/core/new-id'
import { runFeedback } from '@/lib/db/schema/datasets'
import { usageDays } from '@/lib/db/schema/model-calls'
import { runs } from '@/lib/db/schema/runs'

const DAY_MS = 86_400_000
let studio: TestStudio
let owner: TestPerson
let rows: WorkspaceRows

beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  owner = await studio.signUp('owner')
  rows = await fillWorkspace(studio.system, owner.workspaceId)
  await studio.system.db.delete(runs)
  await studio.system.db.delete(runFeedback)
  await studio.system.db.delete(usageDays)
})

async function ran(daysAgo: number, overrides: Partial<typeof runs.$inferInsert> = {}): Promise<string> {
  const createdMs = Date.now() - daysAgo * DAY_MS
  const id = newId(createdMs)
  await studio.system.db.insert(runs).values({
    id,
    workspaceId: owner.workspaceId,
    appId: rows.appId,
    versionId: rows.versionId,
    planHash: 'p',
    origin: 'page',
    status: 'succeeded',
    labels: {},
    preview: 'Hello',
    inputs: {},
    createdAt: new Date(createdMs),
    ...overrides,
  })
  return id
}

async function overview(days = 7, person = owner): Promise<AppOverview> {
  const path = `/api/studio/apps/${rows.appId}/overview?days=${days}`
  const response = await studio.call({ method: 'GET', path, person })
  expect(response.status).toBe(200)
  return response.json()
}

test('an app that never ran has a zero for each day', async () => {
  const { days, sums, lastRun, medianMs, endUsers } = await overview(30)
  expect(days).toHaveLength(30)
  expect(days.at(-1)?.day).toBe(new Date().toISOString().slice(0, 10))
  expect([sums.runs, sums.costMicros, lastRun, medianMs, endUsers]).toEqual([0, 0, null, null, 0])
})

test('counts published runs, errors, drafts, conversations, ratings and cost per day', async () => {
  const history = [{ role: 'user' as const, content: 'Hello' }]
  const old = await ran(9, { endUser: 'ann' })
  const first = await ran(2, { endUser: 'ann', durationMs: 100 })
  await ran(2, { endUser: 'ann', durationMs: 300, history, status: 'failed' })
  await ran(0, { endUser: 'bob', durationMs: 200 })
  await ran(0, { versionId: null, origin: 'studio', durationMs: 9_000 })
  await ran(0, { origin: 'shadow', shadowOf: first })
  const feedback = { workspaceId: owner.workspaceId, appId: rows.appId, author: 'end:ann' }
  await studio.system.db.insert(runFeedback).values([
    { ...feedback, runId: first, rating: 'up' },
    { ...feedback, runId: old, rating: 'down' },
  ])
  const today = new Date().toISOString().slice(0, 10)
  const use = { workspaceId: owner.workspaceId, day: today, connectionId: 'c', model: 'm', provider: 'p' }
  await studio.system.db.insert(usageDays).values([
    { ...use, appId: rows.appId, costMicros: 70, unpricedCalls: 2 },
    { ...use, appId: newId(), costMicros: 1_000 },
  ])
  const { days, sums, endUsers, medianMs, lastRun } = await overview()
  expect(sums).toEqual({
    runs: 3,
    failures: 1,
    draftRuns: 1,
    conversations: 2,
    thumbsUp: 1,
    thumbsDown: 1,
    costMicros: 70,
    unpricedCalls: 2,
  })
  expect(days.map(({ runs: count }) => count)).toEqual([0, 0, 0, 0, 2, 0, 1])
  expect(days.at(-3)).toMatchObject({ failures: 1, conversations: 1 })
  expect([endUsers, medianMs]).toEqual([2, 200])
  expect(lastRun).toMatchObject({ status: 'succeeded', isDraft: true })
})

test('runs of another workspace are not counted', async () => {
  await ran(0, { workspaceId: newId() })
  expect((await overview()).sums.runs).toBe(0)
})
