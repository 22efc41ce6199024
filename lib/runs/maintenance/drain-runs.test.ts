import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { processes, runs } from '@/lib/db/schema/runs'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { enqueueRun } from '../drive/enqueue-run'
import { processId } from '../drive/process-id'
import { claimAndDrive } from '../drive/resume-run'
import { activeRuns, claimedRuns } from '../log/active-runs'
import { type BlockedApp, createBlockedApp } from '../testing/held-app'
import { stopRuns } from './drain-runs'

let app: BlockedApp
beforeAll(async () => {
  app = await createBlockedApp('drain')
  const seenAt = new Date(Date.now() + 3_600_000)
  const { db } = app.app.studio.system
  await db.insert(processes).values({ id: processId(), role: 'all', host: 'here', seenAt }).onConflictDoNothing()
})
afterAll(() => app.close())

test('releases a run whose job was claimed while the process was stopping', async () => {
  const { studio, person, appId } = app.app
  const { system } = studio
  const { workspaceId } = person
  const graph = chatApp(
    [{ id: 'c', type: 'http', config: { method: 'GET', url: `${process.env.EGRESS_ALLOW}/?q={{in.message}}` } }],
    ['c.text -> out.text'],
  )
  const request = { system, workspaceId, appId, graph, version: null, origin: 'studio' as const }
  const run = await enqueueRun({ ...request, inputs: { message: 'x' }, history: [] })
  let isClaimed = false
  const stop = async () => {
    isClaimed = (await claimAndDrive(system, { runId: run.id, workspaceId })) !== null
  }
  await stopRuns({ ...system, jobs: { ...system.jobs, stop } })
  expect(isClaimed).toBe(true)
  expect([activeRuns().size, claimedRuns().size]).toEqual([0, 0])
  const [row] = await system.db.select().from(runs).where(eq(runs.id, run.id))
  expect(row).toMatchObject({ status: 'queued', owner: null })
})
