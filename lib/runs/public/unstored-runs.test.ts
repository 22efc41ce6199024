import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { newId } from '@/lib/core/new-id'
import { runs } from '@/lib/db/schema/runs'
import { sampleGraph } from '@/lib/graph/testing/sample-graph'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { cancelRun } from '../drive/cancel-run'
import { ActiveRun, activeRuns } from '../log/active-runs'
import { createPublicBackend } from './public-backend'

let app: TestApp
let mine: PublishedApp
const runId = newId()
const active = new ActiveRun()

/** A run in progress whose row is not stored yet (docs/contribute/decisions/0011-deferred-run-rows.md). Only memory knows its workspace. */
beforeAll(async () => {
  const nodeDefaults = { version: 1, config: {}, position: { x: 0, y: 0 } }
  const nodes = ['input', 'answer'].map((type) => ({ id: type, type, label: type, ...nodeDefaults }))
  app = await createTestApp('mine', sampleGraph(nodes, ['input.message > answer.text']))
  const { db } = app.studio.system
  const found = await createPublicBackend(app.studio.system).findApp('mine')
  if (!found) throw new Error('no app')
  mine = found
  // Copies the row of a stored run under a new id that exists only in memory.
  const ran = await app.router.request('/api/v1/apps/mine/runs', {
    method: 'POST',
    headers: { ...app.bearer, 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: { message: 'CANARY' } }),
  })
  expect(ran.status).toBe(200)
  const [row] = await db.select().from(runs)
  if (!row) throw new Error('no run')
  active.about = { ...row, id: runId, status: 'running', endedAt: null }
  active.run = active.about
  activeRuns().set(runId, active)
})
afterAll(async () => {
  activeRuns().delete(runId)
  await app.close()
})

test('an unstored run is visible to its own app, and to no other app or workspace', async () => {
  const { system } = app.studio
  const backend = createPublicBackend(system)
  expect(await backend.getRun({ app: mine, runId, requestId: 'r' })).toMatchObject({ runId, status: 'running' })
  const others = [
    { ...mine, appId: newId() },
    { ...mine, workspaceId: newId() },
  ]
  for (const other of others) {
    expect(await backend.getRun({ app: other, runId, requestId: 'r' })).toBeNull()
    const events = backend.eventBatches({
      app: other,
      runId,
      afterSeq: 0,
      requestId: 'r',
      signal: AbortSignal.timeout(5_000),
    })
    await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(backend.deleteRun({ app: other, runId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await backend.cancel({ app: other, runId })
  }
  const stranger = await app.studio.signUp('owner')
  for (const [method, path] of [
    ['GET', `runs/${runId}`],
    ['GET', `runs/${runId}/events`],
    ['POST', `runs/${runId}/cancel`],
  ] as const)
    expect([path, (await app.studio.call({ method, path: `/api/studio/${path}`, person: stranger })).status]).toEqual([
      path,
      404,
    ])
  expect(active.stop.reason).toBeNull()
})

test('cancelling a run checks its workspace, even before the run is stored', async () => {
  await cancelRun(app.studio.system, { runId, workspaceId: newId() })
  expect(active.stop.reason).toBeNull()
})
