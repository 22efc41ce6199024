import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { listSchedules } from '@/lib/contracts/schedules'
import { newId } from '@/lib/core/new-id'
import { schedules } from '@/lib/db/schema/automations'
import { alerts as alertRows } from '@/lib/db/schema/inbox'
import { runs } from '@/lib/db/schema/runs'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { runControl } from '@/lib/runs/drive/run-control'
import type { System } from '@/lib/services/system'
import { fireSchedules } from './fire-schedules'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('scheduled', chatApp([], ['in.message -> out.text']))
})
afterEach(async () => {
  await app.studio.system.db.delete(alertRows)
  await app.studio.system.db.delete(schedules)
  await app.studio.system.db.delete(runs)
})
afterAll(() => app.close())

type Schedule = typeof schedules.$inferInsert

/** Adds an hourly schedule that is next due at ten. @returns its id */
async function plan(overrides: Partial<Schedule> = {}): Promise<string> {
  const id = newId()
  await app.studio.system.db.insert(schedules).values({
    id,
    workspaceId: app.person.workspaceId,
    appId: app.appId,
    name: 'Hourly',
    cron: '0 * * * *',
    timeZone: 'UTC',
    inputs: { message: 'Report of {{date}}' },
    missed: 'once',
    overlap: 'skip',
    nextRunAt: timeOfDay('10:00'),
    ...overrides,
  })
  return id
}
const timeOfDay = (time: string) => new Date(`2026-11-24T${time}:00Z`)
const fire = (time: string) => fireSchedules(app.studio.system, { now: timeOfDay(time) })
const readSchedule = async (id: string) =>
  (await app.studio.system.db.select().from(schedules).where(eq(schedules.id, id)))[0] ?? null
const runsOf = (id: string) => app.studio.system.db.select().from(runs).where(eq(runs.triggerId, id))
const drive = async (runId: string) =>
  (await claimAndDrive(app.studio.system, { runId, workspaceId: app.person.workspaceId }))?.done

// The embedded database has the process's own clock.
const onPostgres = test.skipIf(process.env.TEST_DATABASE !== 'postgres')
onPostgres.each([7_200_000, -7_200_000])(
  'is next due by the database clock when the clock of the process that creates it is %i ms off',
  async (offMs) => {
    const realNow = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now: realNow + offMs })
    try {
      const body = { name: 'Each minute', cron: '* * * * *', timeZone: 'UTC', inputs: { message: 'x' } }
      const { id } = z
        .object({ id: z.string() })
        .parse(await app.request('POST', `/api/studio/apps/${app.appId}/schedules`, body))
      const dueInMs = async () => ((await readSchedule(id))?.nextRunAt?.getTime() ?? Number.NaN) - realNow
      expect(Math.abs(await dueInMs())).toBeLessThan(600_000)
      await app.request('PATCH', `/api/studio/schedules/${id}`, { cron: '*/2 * * * *' })
      expect(Math.abs(await dueInMs())).toBeLessThan(600_000)
    } finally {
      vi.useRealTimers()
    }
  },
)

test('fires when due, once, and a worker answers', async () => {
  const id = await plan()
  expect(await fire('09:59')).toBe(0)
  expect(await fire('10:00')).toBe(1)
  expect(await fire('10:00')).toBe(0)
  const [run] = await runsOf(id)
  expect(run).toMatchObject({ status: 'queued', origin: 'schedule', inputs: { message: 'Report of 2026-11-24' } })
  expect(app.studio.sentJobs.at(-1)).toMatchObject({ kind: 'drive-run', data: { runId: run?.id } })
  expect(await readSchedule(id)).toMatchObject({ nextRunAt: timeOfDay('11:00'), lastRunId: run?.id })
  await drive(run?.id ?? '')
  expect((await runsOf(id))[0]).toMatchObject({ status: 'succeeded' })
  const { schedules: listed } = listSchedules.response.parse(await app.request('GET', '/api/studio/schedules'))
  expect(listed.find((schedule) => schedule.id === id)?.lastRunStatus).toBe('succeeded')
})

test('of several concurrent processes one fires a due schedule', async () => {
  const id = await plan()
  const fired = await Promise.all(Array.from({ length: 5 }, () => fire('10:00')))
  expect(fired.reduce((sum, count) => sum + count, 0)).toBe(1)
  expect(await runsOf(id)).toHaveLength(1)
})

test.each([
  ['two waited for each other', '40P01'],
  ['the database was shut down', '57P01'],
])('a time is not lost when %s: it stays due', async (_, code) => {
  const id = await plan()
  const { system } = app.studio
  const send = async () => Promise.reject(Object.assign(new Error('refused'), { code }))
  const broken: System = { ...system, jobs: { ...system.jobs, send }, runs: runControl(() => broken) }
  await expect(fireSchedules(broken, { now: timeOfDay('10:00') })).rejects.toThrow()
  expect([await runsOf(id), await readSchedule(id)]).toMatchObject([
    [],
    { nextRunAt: timeOfDay('10:00'), lastError: null },
  ])
  expect(await fire('10:00')).toBe(1)
  expect(await runsOf(id)).toHaveLength(1)
})

test.each([
  ['skip', 0],
  ['once', 1],
  ['all', 3],
] as const)('after a downtime over three times, "%s" creates %i runs', async (missed, count) => {
  const id = await plan({ missed, overlap: 'allow' })
  await fire('12:30')
  expect(await runsOf(id)).toHaveLength(count)
  expect(await readSchedule(id)).toMatchObject({ nextRunAt: timeOfDay('13:00') })
})

test('skipped times after a downtime raise one alert per schedule, and so does a failure', async () => {
  const alerts = async () => {
    const { alerts: found } = await app
      .request('GET', '/api/studio/inbox/alerts')
      .then(z.object({ alerts: z.array(Alert) }).parse)
    return found
  }
  const Alert = z.object({
    kind: z.string(),
    title: z.string(),
    message: z.string(),
    link: z.string(),
    count: z.number(),
  })
  await plan({ missed: 'once', overlap: 'allow' })
  await fire('12:30')
  expect(await alerts()).toEqual([])
  const id = await plan({ missed: 'skip', name: 'Report', overlap: 'allow' })
  await fire('12:30')
  const missed = { kind: 'schedule-missed', title: 'The schedule “Report” was missed', link: '/automations', count: 1 }
  expect(await alerts()).toEqual([{ ...missed, message: expect.stringMatching(/^3 times were skipped/) }])
  // A schedule that is on time again is not reported.
  await fire('13:00')
  expect(await alerts()).toHaveLength(1)
  await app.studio.system.db
    .update(schedules)
    .set({ nextRunAt: timeOfDay('14:00') })
    .where(eq(schedules.id, id))
  await fire('15:30')
  expect(await alerts()).toMatchObject([{ ...missed, count: 2, message: expect.stringMatching(/^2 times were/) }])
  await plan({ inputs: { nobody: 'asked' }, name: 'Broken' })
  await fire('10:00')
  expect((await alerts())[0]).toMatchObject({
    title: 'The schedule “Broken” could not run',
    count: 1,
    message: expect.stringContaining('nobody'),
  })
})

test('"all" makes up for a day at most', async () => {
  const id = await plan({ missed: 'all', overlap: 'allow', nextRunAt: new Date('2026-01-01T00:00:00Z') })
  await fire('12:30')
  expect(await runsOf(id)).toHaveLength(24)
})

test('"skip" skips a time while the previous run is active', async () => {
  const id = await plan({ overlap: 'skip' })
  await fire('10:00')
  await fire('11:00')
  expect(await runsOf(id)).toHaveLength(1)
  expect(await readSchedule(id)).toMatchObject({
    lastErrorRef: { key: 'schedules.previousRunning' },
    nextRunAt: timeOfDay('12:00'),
  })
})

test('"allow" starts beside the previous run, "queue" after it has ended', async () => {
  const beside = await plan({ overlap: 'allow' })
  const behind = await plan({ overlap: 'queue' })
  await fire('10:00')
  await fire('11:00')
  expect(await runsOf(beside)).toHaveLength(2)
  const [first] = await runsOf(behind)
  expect(await readSchedule(behind)).toMatchObject({ waiting: 1 })
  await drive(first?.id ?? '')
  expect(await runsOf(behind)).toHaveLength(2)
  expect(await readSchedule(behind)).toMatchObject({ waiting: 0 })
})

test('a failure is stored with its reason, and the next time is tried', async () => {
  const id = await plan({ inputs: { nobody: 'asked' } })
  await fire('10:00')
  expect(await runsOf(id)).toHaveLength(0)
  expect(await readSchedule(id)).toMatchObject({
    lastError: expect.stringContaining('nobody'),
    nextRunAt: timeOfDay('11:00'),
  })
})

test('by the database clock, a new schedule is not due', async () => {
  const created = await app.request('POST', `/api/studio/apps/${app.appId}/schedules`, {
    name: 'Morning',
    cron: '0 7 * * 1-5',
    timeZone: 'Europe/Berlin',
    inputs: { message: 'hello' },
  })
  expect(created).toMatchObject({ nextRuns: expect.objectContaining({ length: 5 }), overlap: 'skip', missed: 'once' })
  expect(await fireSchedules(app.studio.system)).toBe(0)
})

test('rejects unsuitable inputs when they are saved', async () => {
  const response = await app.studio.call({
    method: 'POST',
    path: `/api/studio/apps/${app.appId}/schedules`,
    person: app.person,
    body: { name: 'X', cron: '0 7 * * *', timeZone: 'UTC', inputs: { wrong: 1 } },
  })
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('wrong')])
})
