import { eq, inArray, sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { processes, runEvents, runGraphs, runs, type StoredRunEvent } from '@/lib/db/schema/runs'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { cancelRun } from '../drive/cancel-run'
import { claimRun } from '../drive/claim-run'
import { enqueueRun } from '../drive/enqueue-run'
import { claimAndDrive } from '../drive/resume-run'
import { startRun } from '../drive/start-run'
import { ActiveRun, activeRuns, claimedRuns } from '../log/active-runs'
import { EventLog } from '../log/event-log'
import { readEvents } from '../log/read-events'
import { setUpRunStudio } from '../testing/run-studio'
import { handOffRuns } from './drain-runs'
import { recoverRuns, requeueForgotten } from './recover-runs'

const harness = setUpRunStudio()

const STEPS = ['a', 'b', 'c']
const nodeDefaults = { position: { x: 0, y: 0 }, version: 1 }
/** Input, three templates in a row, answer. */
const chain: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeDefaults },
    ...STEPS.map((id, index) => ({
      id,
      type: 'template',
      label: id,
      config: { text: `${id}({{${index === 0 ? 'input.message' : `${STEPS[index - 1]}.text`}}})` },
      ...nodeDefaults,
    })),
    { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
  ],
  edges: [{ id: 'e1', from: { node: 'c', port: 'text' }, to: { node: 'answer', port: 'text' } }],
}
const request = () => harness.request(chain)

const { rowOf } = harness

async function readToEnd(runId: string): Promise<StoredRunEvent[]> {
  const events: StoredRunEvent[] = []
  for await (const stored of readEvents(harness.system, runId, 0, AbortSignal.timeout(5_000))) events.push(stored)
  return events
}

/** A run whose process was killed after these events. */
async function leaveBehind(events: readonly StoredRunEvent[], change: Partial<typeof runs.$inferInsert> = {}) {
  const { runId } = await startRun(request())
  await readToEnd(runId)
  const complete = await rowOf(runId)
  const id = newId()
  await harness.system.db
    .insert(runs)
    .values({ ...complete, id, status: 'running', owner: newId(), outputs: null, endedAt: null, ...change })
  const [first] = events
  if (first)
    await harness.system.db.insert(runEvents).values({ runId: id, seq: first.seq, writer: 'dead', events: [...events] })
  return id
}

const endsOf = (events: readonly StoredRunEvent[]) =>
  events.flatMap(({ event }) => (event.type === 'node-end' ? [event.nodeId] : []))

test('a run resumes from whatever was stored when its process was killed, and repeats no stored step', async () => {
  const { runId } = await startRun(request())
  const complete = await readToEnd(runId)
  for (let storedCount = 0; storedCount < complete.length; storedCount += 1) {
    const id = await leaveBehind(complete.slice(0, storedCount))
    expect(await recoverRuns(harness.system)).toBe(1)
    const events = await readToEnd(id)
    expect(endsOf(events).toSorted()).toEqual(['a', 'answer', 'b', 'c', 'input'])
    expect(events.at(-1)?.event).toMatchObject({ type: 'run-end', outputs: { text: 'c(b(a(x)))' } })
    expect(await rowOf(id)).toMatchObject({ status: 'succeeded', outputs: { text: 'c(b(a(x)))' }, owner: null })
    expect(await storedEvents(harness.system.db, id)).toEqual(events)
  }
})

test('a run claimed by two processes is driven by one', async () => {
  const id = await leaveBehind([])
  const claims = await Promise.all(Array.from({ length: 10 }, () => claimRun(harness.system, harness.address(id))))
  expect(claims.filter((run) => run !== null)).toHaveLength(1)
  await harness.system.db.update(runs).set({ status: 'cancelled' }).where(eq(runs.id, id))
})

test('a run of a live process is not claimed', async () => {
  const owner = newId()
  await harness.system.db
    .insert(processes)
    .values({ id: owner, role: 'all', host: 'there', seenAt: new Date(Date.now() + 3_600_000) })
  const id = await leaveBehind([], { owner })
  expect(await claimAndDrive(harness.system, harness.address(id))).toBeNull()
})

// The embedded database has the process's own clock, and one process.
const onPostgres = test.skipIf(process.env.TEST_DATABASE !== 'postgres')
onPostgres('a process whose clock is wrong by a day claims no runs of live processes', async () => {
  const owner = newId()
  await harness.system.db.insert(processes).values({ id: owner, role: 'all', host: 'there' })
  const id = await leaveBehind([], { owner })
  await harness.system.db.update(processes).set({ seenAt: sql`now()` }).where(eq(processes.id, owner))
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 24 * 60 * 60 * 1_000 })
  try {
    expect(await claimAndDrive(harness.system, harness.address(id))).toBeNull()
  } finally {
    vi.useRealTimers()
    await harness.system.db.update(runs).set({ status: 'cancelled' }).where(eq(runs.id, id))
  }
})

test('a reader who has seen unstored events receives all new ones to the end, and none twice', async () => {
  const { runId } = await startRun(request())
  const complete = await readToEnd(runId)
  for (const storedCount of [1, 3]) {
    const id = await leaveBehind(complete.slice(0, storedCount))
    // Events 4 to 12 and some text were shown and lost.
    const seen = (complete[0]?.seq ?? 0) * 12 + 1
    const events: StoredRunEvent[] = []
    const reading = (async () => {
      for await (const stored of readEvents(harness.system, id, seen, AbortSignal.timeout(5_000))) events.push(stored)
    })()
    expect(await recoverRuns(harness.system)).toBe(1)
    await reading
    const all = await storedEvents(harness.system.db, id)
    expect(events).toEqual(all.slice(storedCount))
    expect(events[0]?.event).toMatchObject({ type: 'run-resume' })
    expect(events.at(-1)?.event).toMatchObject({ type: 'run-end' })
  }
})

test('a driver that returns after its run was claimed stores nothing, whatever it writes first', async () => {
  const { runId } = await startRun(request())
  const complete = await readToEnd(runId)
  const id = await leaveBehind(complete.slice(0, 3))
  expect(await recoverRuns(harness.system)).toBe(1)
  const events = await readToEnd(id)
  const lateLog = new EventLog({ db: harness.system.db, writer: 'dead' })
  lateLog.append(id, complete[3] ?? expect.unreachable('too few events'))
  await expect(lateLog.committed(id)).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await storedEvents(harness.system.db, id)).toEqual(events)
})

test('a process that wakes up after its run was claimed emits nothing more', async () => {
  const { runId } = await startRun(request())
  const complete = await readToEnd(runId)
  const id = await leaveBehind(complete.slice(0, 2))
  const sleeper = new ActiveRun(complete[1]?.seq ?? 0)
  expect(await recoverRuns(harness.system)).toBe(1)
  const events = await readToEnd(id)
  const lateEvent = sleeper.number({ type: 'node-skip', path: ['b'], nodeId: 'b', atMs: 0 })
  const stored = await harness.system.db
    .insert(runEvents)
    .values({ runId: id, seq: lateEvent.seq, writer: 'sleeper', events: [lateEvent] })
    .onConflictDoNothing()
    .returning()
  expect(stored).toEqual([])
  expect(await storedEvents(harness.system.db, id)).toEqual(events)
})

test('gives up a run that crashes the server repeatedly, with advice', async () => {
  const id = await leaveBehind([], { attempts: 5 })
  expect(await recoverRuns(harness.system)).toBe(1)
  expect((await readToEnd(id)).at(-1)?.event).toMatchObject({ type: 'run-error', error: { code: 'GAVE_UP' } })
  expect(await rowOf(id)).toMatchObject({ status: 'failed', errorCode: 'GAVE_UP' })
})

test('runs of a deleted workspace delay no others, however many there are', async () => {
  const lost = newId()
  const dead = await leaveBehind([], { workspaceId: lost, attempts: 6 })
  const ids = Array.from({ length: 49 }, () => newId())
  await harness.system.db
    .insert(runs)
    .values(await Promise.all(ids.map(async (id) => ({ ...(await rowOf(dead)), id }))))
  const living = await leaveBehind([])
  expect(await recoverRuns(harness.system)).toBe(1)
  expect((await readToEnd(living)).at(-1)?.event).toMatchObject({ type: 'run-end' })
  expect(await recoverRuns(harness.system)).toBe(0)
  await harness.system.db
    .update(runs)
    .set({ status: 'queued', createdAt: new Date(0) })
    .where(eq(runs.id, dead))
  const before = harness.studio.sentJobs.length
  await requeueForgotten(harness.system)
  await harness.system.db.update(runs).set({ concurrencyKey: 'k', waitsForTurn: true }).where(eq(runs.id, dead))
  await requeueForgotten(harness.system)
  expect(harness.studio.sentJobs).toHaveLength(before)
  await harness.system.db.delete(runs).where(inArray(runs.id, [dead, ...ids]))
})

test('stores the end of a run whose workspace was deleted', async () => {
  const id = await leaveBehind([], { workspaceId: newId(), attempts: 6 })
  await (await claimAndDrive(harness.system, { runId: id, workspaceId: (await rowOf(id)).workspaceId }))?.done
  expect(await rowOf(id)).toMatchObject({ status: 'failed', errorCode: 'GAVE_UP' })
})

test('progress between two crashes resets the count', async () => {
  const { runId } = await startRun(request())
  const complete = await readToEnd(runId)
  const id = await leaveBehind(complete.slice(0, 6), { attempts: 5 })
  await recoverRuns(harness.system)
  expect((await readToEnd(id)).at(-1)?.event).toMatchObject({ type: 'run-end' })
})

test('a queued run is stored with its job and driven once, even if the job is delivered twice', async () => {
  const run = await enqueueRun(request())
  expect(run.status).toBe('queued')
  expect(harness.studio.sentJobs.at(-1)).toEqual({ kind: 'drive-run', data: harness.address(run.id) })
  const claimed = await claimAndDrive(harness.system, harness.address(run.id))
  await claimed?.done
  expect(await rowOf(run.id)).toMatchObject({ status: 'succeeded' })
  expect(await claimAndDrive(harness.system, harness.address(run.id))).toBeNull()
})

test('a draft run keeps its original graph', async () => {
  const run = await enqueueRun(request())
  const [remainingRun] = await harness.system.db
    .select()
    .from(runGraphs)
    .where(eq(runGraphs.hash, run.graphHash ?? ''))
  expect(remainingRun?.graph).toEqual(chain)
})

test('a waiting run is cancelled without ever having run', async () => {
  const run = await enqueueRun(request())
  await cancelRun(harness.system, harness.address(run.id))
  expect(await rowOf(run.id)).toMatchObject({ status: 'cancelled' })
  const events = await readToEnd(run.id)
  expect(events.map(({ event }) => event.type)).toEqual(['run-error'])
  await cancelRun(harness.system, harness.address(run.id))
  expect(await storedEvents(harness.system.db, run.id)).toEqual(events)
})

test('a process that stops hands its runs to others', async () => {
  const { runId, active } = await startRun(request())
  await handOffRuns(harness.system)
  expect(activeRuns().size + claimedRuns().size).toBe(0)
  expect(active.isReleased()).toBe(true)
  const row = await rowOf(runId)
  expect(row).toMatchObject({ status: 'queued', owner: null })
  await (await claimAndDrive(harness.system, harness.address(runId)))?.done
  const events = await readToEnd(runId)
  expect(endsOf(events).toSorted()).toEqual(['a', 'answer', 'b', 'c', 'input'])
})
