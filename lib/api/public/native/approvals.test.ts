import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { stageWithKey } from '../../testing/stage-with-key'
import { createTestApp, type TestApp } from '../../testing/test-app'
import { postJson } from '../__fixtures__/test-public-api'

const graph = chatApp(
  [{ id: 'ask', type: 'approval', config: { title: 'Send it?' } }],
  ['in.message -> ask.content', 'ask.approved -> out.text'],
)

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('letters', graph)
})
afterAll(() => app.close())

const BASE = '/api/v1/apps/letters'
const Paused = z.object({ runId: z.string(), status: z.literal('paused') })
const List = z.object({ approvals: z.array(z.looseObject({ id: z.string(), runId: z.string(), byKey: z.boolean() })) })

async function startAndPause(): Promise<string> {
  const response = await app.router.request(`${BASE}/runs`, postJson({ inputs: { message: 'mail' } }, app.bearer))
  expect(response.status).toBe(202)
  return Paused.parse(await response.json()).runId
}

async function list(status = 'waiting') {
  const response = await app.router.request(`${BASE}/approvals?status=${status}`, { headers: app.bearer })
  return List.parse(await response.json()).approvals
}

test('lets a client start a run, find and answer its question, and continue the same stream', async () => {
  const runId = await startAndPause()
  const question = (await list()).find((approval) => approval.runId === runId)
  expect(question).toMatchObject({ title: 'Send it?', context: 'mail', status: 'waiting', byKey: true, answer: null })
  const stream = await app.router.request(`${BASE}/runs/${runId}/events`, { headers: app.bearer })
  const url = `${BASE}/approvals/${question?.id}`
  const answered = await app.router.request(url, postJson({ decision: 'approved' }, app.bearer))
  expect(await answered.json()).toMatchObject({ already: false, answer: { by: 'API key K' } })
  const secondResponse = await app.router.request(url, postJson({ decision: 'rejected' }, app.bearer))
  expect([secondResponse.status, await secondResponse.json()]).toMatchObject([
    200,
    { already: true, answer: { decision: 'approved' } },
  ])
  await claimAndDrive(app.studio.system, { runId, workspaceId: app.person.workspaceId })
  const events = (await stream.text()).split('\n').filter((line) => line.startsWith('event: '))
  expect(events).toEqual(
    ['run.started', 'run.paused', 'run.resumed', 'answer.delta', 'run.completed'].map((type) => `event: ${type}`),
  )
  expect((await list('ended')).map(({ id }) => id)).toContain(question?.id)
})

test("rejects a key's answer to a question for certain people", async () => {
  const runId = await startAndPause()
  const { db } = app.studio.system
  const [wait] = await db.select().from(waits).where(eq(waits.runId, runId))
  if (wait?.request.kind !== 'approval') return expect.unreachable('no question')
  await db
    .update(waits)
    .set({ request: { ...wait.request, needsSecondPerson: true } })
    .where(eq(waits.id, wait.id))
  const response = await app.router.request(
    `${BASE}/approvals/${wait.id}`,
    postJson({ decision: 'approved' }, app.bearer),
  )
  expect(response.status).toBe(409)
  expect((await response.json()).error.message).toContain('an API key cannot')
  const [run] = await db.select({ status: runs.status }).from(runs).where(eq(runs.id, runId))
  expect(run?.status).toBe('paused')
})

test('distinguishes unknown questions from invalid filters', async () => {
  const id = '01970000-0000-7000-8000-0000000000c1'
  const unknown = await app.router.request(`${BASE}/approvals/${id}`, postJson({ decision: 'approved' }, app.bearer))
  expect(unknown.status).toBe(404)
  const invalidFilter = await app.router.request(`${BASE}/approvals?status=late`, { headers: app.bearer })
  expect(invalidFilter.status).toBe(400)
})

test("limits questions to their run's environment, and hides those of shadow runs", async () => {
  const runId = await startAndPause()
  const question = (await list()).find((approval) => approval.runId === runId) ?? expect.unreachable('no question')
  const staged = await stageWithKey(app)
  const stagedWaits = async () => {
    const listed = await app.router.request(`${staged.path}/approvals?status=waiting`, { headers: staged.bearer })
    return List.parse(await listed.json()).approvals.map(({ id }) => id)
  }
  const answer = (path: string, bearer: Record<string, string>) =>
    app.router.request(`${path}/approvals/${question.id}`, postJson({ decision: 'approved' }, bearer))
  expect([await stagedWaits(), (await answer(staged.path, staged.bearer)).status]).toEqual([[], 404])
  const { db } = app.studio.system
  await db.update(runs).set({ shadowOf: runId }).where(eq(runs.id, runId))
  expect((await list()).map(({ id }) => id)).not.toContain(question.id)
  expect((await answer(BASE, app.bearer)).status).toBe(404)
  await db.update(runs).set({ shadowOf: null, environment: 'staging' }).where(eq(runs.id, runId))
  expect([await stagedWaits(), (await answer(staged.path, staged.bearer)).status]).toEqual([[question.id], 200])
})
