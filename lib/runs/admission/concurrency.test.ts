import { and, asc, eq, inArray } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { newId } from '@/lib/core/new-id'
import { environments } from '@/lib/db/schema/apps'
import { schedules } from '@/lib/db/schema/automations'
import { runs } from '@/lib/db/schema/runs'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { signWebhook } from '@/lib/secrets/webhook-signature'
import { concurrencyKeyOf } from '@/lib/services/runs/concurrency-key'
import { fireSchedules } from '@/lib/services/schedules/fire-schedules'
import { cancelRun } from '../drive/cancel-run'
import { claimRun } from '../drive/claim-run'
import { claimAndDrive } from '../drive/resume-run'
import { recoverRuns, requeueForgotten } from '../maintenance/recover-runs'
import { isAdmitted } from './concurrency-queue'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('in-turn', chatApp([], ['in.message -> out.text']))
})
afterEach(async () => {
  const { db } = app.studio.system
  await db.delete(runs)
  await db.delete(schedules)
  await setRunsPerKey(1)
})
afterAll(() => app.close())

const setRunsPerKey = (runsPerKey: number) =>
  app.studio.system.db.update(environments).set({ runsPerKey }).where(eq(environments.appId, app.appId))
const post = (body: object, headers: Record<string, string> = { prefer: 'respond-async' }) =>
  app.router.request('/api/v1/apps/in-turn/runs', postJson(body, { ...app.bearer, ...headers }))
const start = async (concurrencyKey?: string): Promise<string> => {
  const body = { inputs: { message: 'hello' }, ...(concurrencyKey === undefined ? {} : { concurrencyKey }) }
  return z.object({ runId: z.string() }).parse(await (await post(body)).json()).runId
}
const runKey = (runId: string) => ({ runId, workspaceId: app.person.workspaceId })
/** Drives a run as a worker does. @returns whether the run had a slot */
const drive = async (runId: string): Promise<boolean> => {
  const claimed = await claimAndDrive(app.studio.system, runKey(runId))
  await claimed?.done
  return claimed !== null
}
const statusOf = async (ids: string[]) => {
  const found = await app.studio.system.db.select().from(runs).where(inArray(runs.id, ids))
  return ids.map((id) => found.find((run) => run.id === id)?.status)
}
/** Jobs since the last call. */
const jobsSent = () =>
  app.studio.sentJobs.splice(0).map(({ data }) => z.object({ runId: z.string() }).parse(data).runId)

test('runs with the same key run in order of arrival, whichever is claimed first', async () => {
  const [first, second, third] = [await start('k'), await start('k'), await start('k')]
  const other = await start('another')
  jobsSent()
  // The job of the second comes first: it has to wait, and the first gets its job.
  expect(await drive(second)).toBe(false)
  expect(jobsSent()).toEqual([first])
  const turnOf = async (id: string) =>
    z.object({ turnKey: z.string().nullable() }).parse(await app.request('GET', `/api/studio/runs/${id}`)).turnKey
  expect([await turnOf(first), await turnOf(second)]).toEqual([null, 'k'])
  expect([await drive(third), await drive(other)]).toEqual([false, true])
  expect(await drive(first)).toBe(true)
  expect(jobsSent()).toContain(second)
  expect([await drive(third), await drive(second), await drive(third)]).toEqual([false, true, true])
  expect(await statusOf([first, second, third])).toEqual(['succeeded', 'succeeded', 'succeeded'])
})

test('the concurrency limit of the app applies over all workers', async () => {
  await setRunsPerKey(3)
  const ids: string[] = []
  for (let index = 0; index < 8; index += 1) ids.push(await start('k'))
  await Promise.all(ids.toReversed().map((id) => isAdmitted(app.studio.system, runKey(id))))
  const queued = await app.studio.system.db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.concurrencyKey, 'k'), eq(runs.waitsForTurn, false)))
    .orderBy(asc(runs.createdAt))
  expect(queued.map(({ id }) => id)).toEqual(ids.slice(0, 3))
})

test('neither a run that waits for a takeover nor cancelling a waiting run frees a slot', async () => {
  const [dead, stopped, next] = [await start('k'), await start('k'), await start('k')]
  const { db } = app.studio.system
  // The state after kill -9: the process that drives the run is dead.
  await db.update(runs).set({ status: 'running', owner: newId(), waitsForTurn: false }).where(eq(runs.id, dead))
  expect(await drive(next)).toBe(false)
  await cancelRun(app.studio.system, runKey(stopped))
  expect(await statusOf([dead, stopped, next])).toEqual(['running', 'cancelled', 'queued'])
  expect(await drive(next)).toBe(false)
  jobsSent()
  expect(await recoverRuns(app.studio.system)).toBe(1)
  await expect.poll(() => statusOf([dead])).toEqual(['succeeded'])
  expect(jobsSent()).toEqual([next])
  expect(await drive(next)).toBe(true)
})

test('a paused run keeps its slot; a waiting run without a job gets one within a minute', async () => {
  const [paused, next] = [await start('k'), await start('k')]
  const { db } = app.studio.system
  await db.update(runs).set({ status: 'paused', waitsForTurn: false }).where(eq(runs.id, paused))
  expect(await drive(next)).toBe(false)
  await setRunsPerKey(2)
  jobsSent()
  await requeueForgotten(app.studio.system)
  expect(jobsSent()).toEqual([next])
  expect(await claimRun(app.studio.system, runKey(next))).not.toBeNull()
})

test('rejects the claim of a run that waits for a slot', async () => {
  const [first, second] = [await start('k'), await start('k')]
  expect(await claimRun(app.studio.system, runKey(second))).toBeNull()
  expect(await drive(first)).toBe(true)
})

test('a key requires a background run, and characters that a database accepts', async () => {
  const inputs = { message: 'hello' }
  expect((await post({ inputs, concurrencyKey: 'k' }, {})).status).toBe(400)
  for (const concurrencyKey of ['', ' ', 'x'.repeat(201), 'a\u0007b', 7])
    expect([concurrencyKey, (await post({ inputs, concurrencyKey })).status]).toEqual([concurrencyKey, 400])
  const document = await (await app.router.request('/api/v1/apps/in-turn/openapi.json', { headers: app.bearer })).json()
  expect(document.components.schemas.RunRequest.properties.concurrencyKey).toMatchObject({ type: 'string' })
})

test('a webhook reads the key from the message; a schedule and a batch have their own', async () => {
  const created = z
    .object({ trigger: z.object({ url: z.string(), concurrencyPath: z.string() }), secret: z.string() })
    .parse(
      await app.request('POST', `/api/studio/apps/${app.appId}/triggers`, {
        name: 'Hook',
        auth: 'signature',
        concurrencyPath: 'customer.id',
        mapping: { kind: 'whole', input: 'message' },
      }),
    )
  const send = async (message: object) => {
    const body = JSON.stringify(message)
    const headers = { 'patchbay-signature': signWebhook(created.secret, Buffer.from(body), Date.now()) }
    return app.router.request(new URL(created.trigger.url).pathname, { ...postJson(message, headers), body })
  }
  for (const message of [{ customer: { id: 7 } }, { customer: {} }]) expect((await send(message)).status).toBe(202)
  const schedule = z.object({ id: z.string(), concurrencyKey: z.string() }).parse(
    await app.request('POST', `/api/studio/apps/${app.appId}/schedules`, {
      name: 'Hourly',
      cron: '0 * * * *',
      timeZone: 'UTC',
      inputs: { message: 'x' },
      concurrencyKey: 'nightly',
    }),
  )
  await fireSchedules(app.studio.system, { now: new Date(Date.now() + 3_600_000) })
  expect(schedule.concurrencyKey).toBe('nightly')
  const form = new FormData()
  form.append('file', new File(['message,customer\nhello,a\nhello,b\nhello,a\n'], 'rows.csv', { type: 'text/csv' }))
  const batch = z
    .object({ id: z.string() })
    .parse(await app.request('POST', `/api/studio/apps/${app.appId}/batches`, form))
  const mapping = { message: { kind: 'column', column: 'message' } }
  const missing = { method: 'POST', path: `/api/studio/batches/${batch.id}/start`, person: app.person }
  expect((await app.studio.call({ ...missing, body: { mapping, concurrencyColumn: 'nobody' } })).status).toBe(400)
  await app.request('POST', `/api/studio/batches/${batch.id}/start`, { mapping, concurrencyColumn: 'customer' })
  const keys = (await app.studio.system.db.select().from(runs)).map((run) => `${run.origin} ${run.concurrencyKey}`)
  expect(keys.toSorted()).toEqual(
    ['batch a', 'batch a', 'batch b', 'schedule nightly', 'webhook 7', 'webhook null'].toSorted(),
  )
})

test('ignores keys that are neither strings nor numbers, and shortens long keys without collisions', () => {
  expect([undefined, null, {}, [], '', ' '].map(concurrencyKeyOf)).toEqual(Array.from({ length: 6 }, () => null))
  expect([concurrencyKeyOf(7), concurrencyKeyOf(' a '), concurrencyKeyOf('a\0b')]).toEqual(['7', 'a', 'ab'])
  const longKey = concurrencyKeyOf('x'.repeat(500))
  expect([longKey?.length, longKey === concurrencyKeyOf(`${'x'.repeat(500)}y`)]).toEqual([64, false])
})
