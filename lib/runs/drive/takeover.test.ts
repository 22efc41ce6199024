import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { runChunks, runEvents, runs, type StoredRunEvent } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import type { RunEvent } from '@/lib/engine/events'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { slimEvents, storedEvents } from '@/lib/services/runs/stored-events'
import type { System } from '@/lib/services/system'
import { ActiveRun } from '../log/active-runs'
import { EventLog } from '../log/event-log'
import { nextSeq, withoutGap } from '../log/event-seq'
import { readEvents } from '../log/read-events'
import { storeBatch } from '../log/store-batch'
import { recoverRuns, releaseLost } from '../maintenance/recover-runs'
import { setUpRunStudio } from '../testing/run-studio'
import { claimRun } from './claim-run'
import { enqueueRun } from './enqueue-run'
import { fenceRun } from './fence-run'
import { processId } from './process-id'
import { claimAndDrive } from './resume-run'
import { storeLast } from './store-last'
import { storeInputsWhileRunning } from './suspend-run'

const harness = setUpRunStudio()

const app = chatApp([{ id: 'a', type: 'template', config: { text: 'a({{in.message}})' } }], ['a.text -> out.text'])
const first = nextSeq(0, false)
const start: RunEvent = { type: 'run-start', atMs: 0, planHash: 'h', inputs: {} }
const skip: RunEvent = { type: 'node-skip', path: ['b'], nodeId: 'b', atMs: 0 }
const delta: RunEvent = { type: 'node-delta', path: ['b'], nodeId: 'b', atMs: 0, port: 'text', text: 'x' }

async function enqueue(change: Partial<typeof runs.$inferInsert> = {}): Promise<string> {
  const run = await enqueueRun(harness.request(app))
  await harness.system.db.update(runs).set(change).where(eq(runs.id, run.id))
  return run.id
}
const { rowOf } = harness
const insertRow = (runId: string, seq: number, events: StoredRunEvent[] = []) =>
  harness.system.db.insert(runEvents).values({ runId, seq, writer: 'dead', events })
const drive = async (runId: string, system: System = harness.system) =>
  (await claimAndDrive(system, harness.address(runId)))?.done
const lost = { status: 'running', owner: 'dead', startedAt: new Date(), attempts: 1 } as const

test('resumes a run after several drivers in a row ended right after their fence', async () => {
  const runId = await enqueue(lost)
  const started = new ActiveRun().number(start)
  await insertRow(runId, started.seq, [started])
  const zombies: ActiveRun[] = [new ActiveRun(started.seq)]
  for (let drives = 0; drives < 3; drives += 1) {
    const run = (await claimRun(harness.system, harness.address(runId))) ?? expect.unreachable('not claimed')
    const takeover = (await fenceRun(harness.system, run)) ?? expect.unreachable('not fenced')
    zombies.push(new ActiveRun(started.seq, takeover.fromSeq))
    // It ends before any of its events is stored.
    await harness.system.db.update(runs).set({ owner: 'dead' }).where(eq(runs.id, runId))
  }
  await drive(runId)
  expect(await rowOf(runId)).toMatchObject({ status: 'succeeded', outputs: { text: 'a(x)' } })
  const events = await storedEvents(harness.system.db, runId)
  // Numbered beyond all events that readers may have seen, and no earlier driver can store anything.
  for (const zombie of zombies) {
    const lateEvent = zombie.number(skip)
    expect(events[1]?.seq).toBeGreaterThan(lateEvent.seq)
    const log = new EventLog({ db: harness.system.db, writer: 'dead' })
    log.append(runId, lateEvent)
    await expect(log.committed(runId)).rejects.toMatchObject({ code: 'CONFLICT' })
  }
  expect(await storedEvents(harness.system.db, runId)).toEqual(events)
})

test('resumes a run, which an older version left with an empty row, at its next number', async () => {
  const runId = await enqueue({ startedAt: new Date() })
  const started = new ActiveRun().number(start)
  await insertRow(runId, started.seq, [started])
  await insertRow(runId, nextSeq(started.seq, false))
  await drive(runId)
  expect(await rowOf(runId)).toMatchObject({ status: 'succeeded' })
})

test('fences off a driver that stored nothing, and its readers receive all events of the next one', async () => {
  const runId = await enqueue(lost)
  const silentRun = new ActiveRun()
  const shown = [start, skip, delta].map((event) => silentRun.number(event))
  await drive(runId)
  const events: StoredRunEvent[] = []
  const seen = shown.at(-1)?.seq ?? 0
  for await (const event of readEvents(harness.system, runId, seen, AbortSignal.timeout(5_000))) events.push(event)
  expect(events).toEqual(await storedEvents(harness.system.db, runId))
  expect(events.map(({ event }) => event.type)).toContain('run-end')
  const lateLog = new EventLog({ db: harness.system.db, writer: 'dead' })
  lateLog.append(runId, shown[0] ?? expect.unreachable())
  await expect(lateLog.committed(runId)).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('a claim that is lost before the fence stores no fence', async () => {
  const runId = await enqueue(lost)
  const run = (await claimRun(harness.system, harness.address(runId))) ?? expect.unreachable('not claimed')
  await harness.system.db.update(runs).set({ owner: 'another' }).where(eq(runs.id, runId))
  expect(await fenceRun(harness.system, run)).toBeNull()
  expect(await harness.system.db.select().from(runEvents).where(eq(runEvents.runId, runId))).toEqual([])
  expect(await rowOf(runId)).toMatchObject({ owner: 'another' })
  await harness.system.db.update(runs).set({ status: 'cancelled' }).where(eq(runs.id, runId))
})

test('gives up a run whose previous driver cannot be fenced after the usual number of attempts', async () => {
  const runId = await enqueue({ ...lost, attempts: 5 })
  let failures = 0
  const db = new Proxy(harness.system.db, {
    get: (target, name) => {
      if (name !== 'transaction' || failures > 0) return Reflect.get(target, name)
      failures += 1
      return () => Promise.reject(new Error('no fence'))
    },
  })
  await drive(runId, { ...harness.system, db })
  expect(failures).toBe(1)
  expect(await rowOf(runId)).toMatchObject({ status: 'failed', errorCode: 'GAVE_UP', owner: null })
})

test('recovers runs with few attempts first', async () => {
  const orphan = { status: 'running', owner: null, startedAt: new Date() } as const
  const triedOften = await enqueue({ ...orphan, attempts: 4 })
  const row = await rowOf(triedOften)
  const olds = Array.from({ length: 50 }, () => ({ ...row, id: newId() }))
  await harness.system.db.insert(runs).values(olds)
  const fresh = await enqueue({ ...orphan, attempts: 1 })
  // One call claims at most 50 runs.
  expect(await recoverRuns(harness.system)).toBe(50)
  await expect.poll(async () => (await rowOf(fresh)).status).toBe('succeeded')
  await recoverRuns(harness.system)
  for (const { id } of [row, ...olds]) await expect.poll(async () => (await rowOf(id)).status).toBe('succeeded')
})

test('releases a run that this process owns and does not drive', async () => {
  const runId = await enqueue({ status: 'running', owner: processId(), startedAt: new Date(), attempts: 1 })
  expect(await claimRun(harness.system, harness.address(runId))).toBeNull()
  await releaseLost(harness.system)
  expect(await rowOf(runId)).toMatchObject({ status: 'running', owner: null })
  await recoverRuns(harness.system)
  await expect.poll(async () => (await rowOf(runId)).status).toBe('succeeded')
})

test('a driver that has lost its run stores no pending input', async () => {
  const runId = await enqueue({ status: 'running', owner: 'another', startedAt: new Date() })
  const run = await rowOf(runId)
  const request = { kind: 'timer' as const, untilMs: Date.now() }
  const pause = { path: ['ask'], key: 'k', nodeId: 'ask', request }
  const readWaits = () => harness.system.db.select().from(waits).where(eq(waits.runId, runId))
  await harness.system.db.transaction((tx) => storeInputsWhileRunning(tx, harness.system, run, [pause]))
  expect(await readWaits()).toEqual([])
  await harness.system.db.update(runs).set({ owner: processId() }).where(eq(runs.id, runId))
  await harness.system.db.transaction((tx) => storeInputsWhileRunning(tx, harness.system, run, [pause]))
  expect(await readWaits()).toHaveLength(1)
  await harness.system.db.update(runs).set({ status: 'cancelled' }).where(eq(runs.id, runId))
})

const textsOf = (runId: string) => harness.system.db.select().from(runChunks).where(eq(runChunks.runId, runId))

test('does not store text of a driver whose event is rejected', async () => {
  const { db } = harness.system
  const [fenced, free] = [newId(), newId()]
  const lateRun = new ActiveRun()
  const [event, text] = [lateRun.number(start), lateRun.number(delta)]
  await insertRow(fenced, first)
  const rows = (item: StoredRunEvent) => [fenced, free].map((runId) => ({ runId, seq: item.seq, events: [item] }))
  const stored = await storeBatch(db, { writer: 'dead', starts: [], ends: [], events: rows(event), chunks: rows(text) })
  expect(stored).toEqual(new Set([free]))
  expect(await textsOf(fenced)).toEqual([])
  expect(await textsOf(free)).toHaveLength(1)
  const last = { events: [event], chunks: [text], end: lateRun.number(skip) }
  expect(await db.transaction((tx) => storeLast(tx, fenced, last))).toBe('refused')
  expect(await textsOf(fenced)).toEqual([])
  // With that text, a reader of the tables would never reach the successor's events.
  const successor = { seq: nextSeq(first * 2 ** 18, false), event: skip }
  expect(withoutGap(0, [text, successor])).toEqual([])
})

test('reads events and text from one snapshot', async () => {
  const { db, kind } = harness.studio.database
  const client: unknown = Reflect.get(db, '$client')
  const method = kind === 'embedded' ? 'query' : 'unsafe'
  const statements = vi.spyOn(client as Record<typeof method, () => unknown>, method)
  const runId = newId()
  const run = new ActiveRun()
  const [text, ended] = [run.number(delta), run.number(skip)]
  const rowsOf = (stored: StoredRunEvent) => [{ runId, seq: stored.seq, events: [stored] }]
  await storeBatch(db, { writer: 'me', starts: [], ends: [], events: rowsOf(ended), chunks: rowsOf(text) })
  statements.mockClear()
  expect(await slimEvents(db, runId)).toEqual([text, ended])
  expect(statements).toHaveBeenCalledTimes(1)
  statements.mockRestore()
})
