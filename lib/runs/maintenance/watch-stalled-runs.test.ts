import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { alerts } from '@/lib/db/schema/inbox'
import { runChunks, runEvents, runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import { stalledRuns, watchStalledRuns } from './watch-stalled-runs'

const MINUTE_MS = 60_000

let studio: TestStudio
let workspaceId: string
let appId: string
beforeAll(async () => {
  studio = await createTestStudio()
  workspaceId = (await studio.signUp('owner')).workspaceId
  appId = (await fillWorkspace(studio.system, workspaceId)).appId
})
afterAll(() => studio.close())
beforeEach(async () => {
  await studio.system.db.delete(runs)
  await studio.system.db.delete(alerts)
})

type Status = (typeof runs.$inferInsert)['status']

/** A run that started an hour ago, and whose last stored event is `minutesAgo` old. Null stores no event. */
async function runWith(
  status: Status,
  minutesAgo: number | null,
  overrides: Partial<typeof runs.$inferInsert> = {},
): Promise<string> {
  const { db } = studio.system
  const id = newId()
  const values = {
    id,
    workspaceId,
    appId,
    planHash: 'x',
    origin: 'api' as const,
    status,
    preview: '',
    inputs: {},
    labels: {},
  }
  await db.insert(runs).values({ ...values, createdAt: new Date(Date.now() - 60 * MINUTE_MS), ...overrides })
  if (minutesAgo !== null) {
    const atMs = Date.now() - minutesAgo * MINUTE_MS
    const event = { type: 'node-skip' as const, nodeId: 'a', path: [], atMs }
    await db.insert(runEvents).values({ runId: id, seq: 1, writer: 'x', events: [{ seq: 1, event }] })
    // The fence of a new driver has no events.
    await db.insert(runEvents).values({ runId: id, seq: 2, writer: 'y', events: [] })
  }
  return id
}

const raised = async () =>
  (await studio.system.db.select().from(alerts)).map(({ kind, count, message, link }) => ({
    kind,
    count,
    message,
    link,
  }))

test.each([
  ['queued without a driver', 'queued', null],
  ['running with an old last event', 'running', 45],
  ['running without any event', 'running', null],
] as const)('reports a stalled run: %s', async (_, status, minutesAgo) => {
  const id = await runWith(status, minutesAgo)
  await watchStalledRuns(studio.system, 30)
  expect(stalledRuns()).toBe(1)
  expect(await raised()).toEqual([
    {
      kind: 'runs-stalled',
      count: 1,
      link: `/runs/${id}`,
      message: expect.stringContaining('1 is queued or running without progress for 30 minutes.'),
    },
  ])
})

test.each([
  ['a call that began within the time', () => runWith('running', 20)],
  ['a run that waits for a person or a timer', () => runWith('paused', 55)],
  ['a run that waits for its turn', () => runWith('queued', null, { waitsForTurn: true, concurrencyKey: 'k' })],
  ['a run that has ended', () => runWith('succeeded', 55)],
  ['a run that has just started', () => runWith('queued', null, { createdAt: new Date() })],
  [
    'a model that still streams',
    async () => {
      const runId = await runWith('running', 45)
      await studio.system.db.insert(runChunks).values({ runId, seq: 3, events: [] })
    },
  ],
  [
    'a run whose question was answered a moment ago',
    async () => {
      const runId = await runWith('queued', 55)
      const wait = { workspaceId, runId, appId, path: '', key: 'k', nodeId: 'a', nodeLabel: 'A' }
      const request = { kind: 'timer' as const, untilMs: 0 }
      await studio.system.db.insert(waits).values({ ...wait, request, status: 'answered', answeredAt: sql`now()` })
    },
  ],
])('does not report as stalled: %s', async (_, make) => {
  await make()
  await watchStalledRuns(studio.system, 30)
  expect([stalledRuns(), await raised()]).toEqual([0, []])
})

test('an app with many stalled runs raises one alert a day', async () => {
  await runWith('running', 45)
  await runWith('queued', null)
  await watchStalledRuns(studio.system, 30)
  await watchStalledRuns(studio.system, 30)
  expect(stalledRuns()).toBe(2)
  expect(await raised()).toMatchObject([{ count: 1, message: expect.stringMatching(/^2 are queued/) }])
  await studio.system.db.update(alerts).set({ lastAt: sql`now() - interval '25 hours'` })
  await watchStalledRuns(studio.system, 30)
  expect(await raised()).toMatchObject([{ count: 2 }])
  await studio.system.db.update(runs).set({ status: 'failed' }).where(eq(runs.workspaceId, workspaceId))
  await watchStalledRuns(studio.system, 30)
  expect(stalledRuns()).toBe(0)
})
