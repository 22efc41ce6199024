import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { databaseNow } from '@/lib/db/database-now'
import { alerts } from '@/lib/db/schema/inbox'
import { processes, runs } from '@/lib/db/schema/runs'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { sharedClock, sharedNow } from '@/lib/platform/shared-clock'
import { enqueueRun } from '../drive/enqueue-run'
import { processId } from '../drive/process-id'
import { claimAndDrive } from '../drive/resume-run'
import { startRun } from '../drive/start-run'
import { compareClocks } from './compare-clocks'

const TWO_HOURS_MS = 2 * 60 * 60 * 1_000

let studio: TestStudio
let workspaceId: string
let appId: string
beforeAll(async () => {
  studio = await createTestStudio()
  workspaceId = (await studio.signUp('owner')).workspaceId
  appId = (await fillWorkspace(studio.system, workspaceId)).appId
  await studio.system.db.insert(processes).values({ id: processId(), role: 'all', host: 'here' })
})
afterAll(() => studio.close())
afterEach(async () => {
  vi.restoreAllMocks()
  await compareClocks(studio.system)
})

const nodeDefaults = { position: { x: 0, y: 0 }, version: 1 }
const graph: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeDefaults },
    { id: 'text', type: 'template', label: 'Text', config: { text: '{{input.message}}' }, ...nodeDefaults },
    { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
  ],
  edges: [{ id: 'e1', from: { node: 'text', port: 'text' }, to: { node: 'answer', port: 'text' } }],
}
const request = () => ({
  system: studio.system,
  workspaceId,
  appId,
  graph,
  version: null,
  origin: 'studio' as const,
  inputs: { message: 'x' },
  history: [],
})

function setClock(offsetMs: number): void {
  const real = Date.now.bind(Date)
  vi.spyOn(Date, 'now').mockImplementation(() => real() + offsetMs)
}

async function ended(runId: string) {
  return vi.waitFor(async () => {
    const [row] = await studio.system.db.select().from(runs).where(eq(runs.id, runId))
    expect(row?.status).toBe('succeeded')
    return row
  }, 20_000)
}

// The embedded database of tests runs in this thread and reads the same clock.
test.skipIf(process.env.TEST_DATABASE !== 'postgres').each([
  ['two hours ahead', TWO_HOURS_MS],
  ['two hours behind', -TWO_HOURS_MS],
])('a machine whose clock is %s stores correct times and durations', async (_, offsetMs) => {
  // Created by a process with a correct clock.
  const queued = newId()
  await enqueueRun({ ...request(), runId: queued })
  setClock(offsetMs)
  await compareClocks(studio.system)
  await (await claimAndDrive(studio.system, { runId: queued, workspaceId }))?.done
  const started = await startRun(request())
  const now = await databaseNow(studio.system.db)
  for (const runId of [queued, started.runId]) {
    const row = await ended(runId)
    for (const time of [row?.createdAt, row?.startedAt, row?.endedAt])
      expect(Math.abs(Number(time) - Number(now))).toBeLessThan(120_000)
    expect(row?.durationMs).toBeLessThan(120_000)
  }
})

test('reports a wrong clock once in the inbox of the first workspace, and again when it is wrong again', async () => {
  await studio.system.db.delete(alerts)
  const raised = async () =>
    (await studio.system.db.select().from(alerts)).map(({ kind, count, workspaceId: at, message }) => ({
      kind,
      count,
      at,
      message,
    }))
  const compareWithWrongClock = () => compareClocks(studio.system, () => Date.now() + 90_000)
  await compareWithWrongClock()
  await compareWithWrongClock()
  expect(await raised()).toEqual([
    {
      kind: 'clock-wrong',
      count: 1,
      at: workspaceId,
      message: expect.stringContaining('It is 90 seconds ahead of the clock of the database.'),
    },
  ])
  await compareClocks(studio.system)
  expect(sharedClock().correctionMs).toBe(0)
  await compareWithWrongClock()
  expect((await raised())[0]?.count).toBe(2)
})

test('ignores a small difference, and one caused by a slow response', async () => {
  const real = () => Date.now()
  await compareClocks(studio.system, () => real() + 3_000)
  expect(sharedClock().correctionMs).toBe(0)
  let calls = 0
  await compareClocks(studio.system, () => real() + (calls++ === 0 ? 0 : 60_000))
  expect(Math.abs(sharedNow() - Date.now())).toBeLessThan(1_000)
})
