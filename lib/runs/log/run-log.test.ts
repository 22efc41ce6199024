import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { flatBatches } from '@/lib/core/iterables/flat-batches'
import { newId } from '@/lib/core/new-id'
import { runEvents, runs } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { lastStoredSeq, storedEvents } from '@/lib/services/runs/stored-events'
import { startRun } from '../drive/start-run'
import { ActiveRun } from './active-runs'
import { EventLog } from './event-log'

let studio: TestStudio
let workspaceId: string
let appId: string

beforeAll(async () => {
  studio = await createTestStudio()
  workspaceId = (await studio.signUp('owner')).workspaceId
  appId = (await fillWorkspace(studio.system, workspaceId)).appId
})
afterAll(() => studio.close())

const delta = (text: string): RunEvent => ({
  type: 'node-delta',
  path: ['a'],
  nodeId: 'a',
  atMs: 0,
  port: 'text',
  text,
})
const start: RunEvent = { type: 'run-start', atMs: 0, planHash: 'h', inputs: {} }

const echo: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', version: 1, label: 'Input', config: {}, position: { x: 0, y: 0 } },
    { id: 'answer', type: 'answer', version: 1, label: 'Answer', config: {}, position: { x: 300, y: 0 } },
  ],
  edges: [{ id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'answer', port: 'text' } }],
}

const skip: RunEvent = { type: 'node-skip', path: ['b'], nodeId: 'b', atMs: 0 }

test('events and deltas are returned in the order of their numbers, after any number', async () => {
  const log = new EventLog({ db: studio.system.db, writer: 'me' })
  const run = new ActiveRun()
  const runId = newId()
  const stored = [start, delta('a'), skip, delta('b'), delta('c')].map((event) => run.number(event))
  for (const item of stored.slice(0, 2)) log.append(runId, item)
  await log.flush()
  for (const item of stored.slice(2)) log.append(runId, item)
  await log.flush()
  for (let after = 0; after <= stored.length; after += 1) {
    const last = stored[after - 1]?.seq ?? 0
    expect(await storedEvents(studio.system.db, runId, last)).toEqual(stored.slice(after))
  }
})

test('the last number is that of the last event, text or fence', async () => {
  const { db } = studio.system
  const [run, runId] = [new ActiveRun(), newId()]
  const last = () => lastStoredSeq(db, runId)
  expect(await last()).toBe(0)
  const log = new EventLog({ db, writer: 'me' })
  for (const batch of [[start, skip], [delta('a'), delta('b')], [skip]]) {
    const stored = batch.map((event) => run.number(event))
    for (const item of stored) log.append(runId, item)
    await log.flush()
    expect(await last()).toBe(stored.at(-1)?.seq)
  }
  const seq = run.number(skip).seq
  await db.insert(runEvents).values({ runId, seq, writer: 'next', events: [] })
  expect(await last()).toBe(seq)
})

test('rejects a second process that writes to the same run, including later events', async () => {
  const rejected: string[] = []
  const first = new EventLog({ db: studio.system.db, writer: 'first' })
  const second = new EventLog({ db: studio.system.db, writer: 'second', onRejected: (runId) => rejected.push(runId) })
  const [runId, other] = [newId(), newId()]
  const [mine, theirs] = [new ActiveRun(), new ActiveRun()]
  first.append(runId, mine.number(start))
  await first.committed(runId)
  second.append(runId, theirs.number(start))
  second.append(other, new ActiveRun().number(start))
  await expect(second.committed(runId)).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(second.committed(other)).resolves.toBeUndefined()
  second.append(runId, theirs.number(skip))
  await expect(second.committed(runId)).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(rejected).toEqual([runId])
  expect(await storedEvents(studio.system.db, runId)).toHaveLength(1)
})

test('checks all runs of a flush with existing rows in one statement, and none that it has just stored', async () => {
  const { db } = studio.system
  const [stored, kept, ...lost] = [newId(), newId(), newId(), newId()]
  const event = new ActiveRun().number(start)
  const [me, other] = ['me', 'other'].map((writer) => new EventLog({ db, writer }))
  me?.append(kept, event)
  for (const runId of lost) other?.append(runId, event)
  await Promise.all([me?.flush(), other?.flush()])
  let selects = 0
  const deleting = new Proxy(db, {
    get(target, name) {
      if (name === 'select') {
        selects += 1
        // The run is deleted between the two statements.
        void db.delete(runEvents).where(eq(runEvents.runId, stored)).execute()
      }
      return Reflect.get(target, name)
    },
  })
  const log = new EventLog({ db: deleting, writer: 'me' })
  for (const runId of [stored, kept, ...lost]) log.append(runId, event)
  // Flushes before any caller waits, so that one flush stores all runs.
  await log.flush()
  const outcomes = await Promise.allSettled([stored, kept, ...lost].map((runId) => log.committed(runId)))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected'])
  expect(selects).toBe(1)
  expect(await storedEvents(db, stored)).toEqual([])
})

test('a retry recognizes a write whose acknowledgement was lost', async () => {
  const runId = newId()
  const stored = new ActiveRun().number(start)
  for (const _ of [1, 2]) {
    const log = new EventLog({ db: studio.system.db, writer: 'me' })
    log.append(runId, stored)
    await log.committed(runId)
  }
  expect(await storedEvents(studio.system.db, runId)).toHaveLength(1)
})

test('events wait for a briefly unreachable database', async () => {
  let isUnreachable = true
  const db = new Proxy(studio.system.db, {
    get: (target, name) => {
      if (isUnreachable) throw new Error('connection lost')
      return Reflect.get(target, name)
    },
  })
  const log = new EventLog({ db, writer: 'me' })
  const runId = newId()
  log.append(runId, new ActiveRun().number(start))
  const committed = log.committed(runId)
  isUnreachable = false
  await committed
  expect(await storedEvents(studio.system.db, runId)).toHaveLength(1)
})

test('early, late and slow readers see every event once', async () => {
  const run = new ActiveRun()
  const signal = new AbortController().signal
  const readAfter = async (after: number) => {
    const seen: number[] = []
    for await (const { seq } of flatBatches(run.follow(after, signal))) {
      seen.push(seq)
      await eventLoopTurns(1)
    }
    return seen
  }
  const readFromStart = readAfter(0)
  const emit = (event: RunEvent) => run.show(run.number(event))
  for (let index = 0; index < 50; index += 1) emit(index % 10 === 0 ? skip : delta(String(index)))
  const numbers = run.events.map(({ seq }) => seq)
  const lateReader = readAfter(numbers[29] ?? 0)
  emit(delta('last'))
  run.end()
  const all = run.events.map(({ seq }) => seq)
  expect(await readFromStart).toEqual(all)
  expect(await lateReader).toEqual(all.slice(30))
  expect(all.toSorted((left, right) => left - right)).toEqual(all)
})

test('a run is stored with its outcome, and a reader finds it finished after the last event', async () => {
  const { runId, active } = await startRun({
    system: studio.system,
    workspaceId,
    appId,
    graph: echo,
    version: null,
    origin: 'studio',
    inputs: { message: 'hello' },
    history: [],
  })
  const events = []
  for await (const { event } of flatBatches(active.follow(0, new AbortController().signal))) events.push(event)
  expect(events.at(-1)).toMatchObject({ type: 'run-end', outputs: { text: 'hello' } })
  const [row] = (await studio.system.db.select().from(runs)).filter(({ id }) => id === runId)
  expect(row).toMatchObject({ status: 'succeeded', outputs: { text: 'hello' } })
  expect((await storedEvents(studio.system.db, runId)).map(({ event }) => event)).toEqual(events)
})

/** A log that records which runs each flush stored. */
function watchedLog() {
  const flushes: string[][] = []
  const onStored = (stored: ReadonlyMap<string, unknown>) => flushes.push([...stored.keys()])
  return { log: new EventLog({ db: studio.system.db, writer: 'me', onStored }), flushes }
}

test('a flush with a waiting caller skips runs that are not due and stores them together later', async () => {
  const { log, flushes } = watchedLog()
  const run = new ActiveRun()
  const [young, awaited] = [newId(), newId()]
  log.append(young, run.number(start))
  log.append(awaited, run.number(skip))
  await log.committed(awaited)
  expect(flushes[0]).toEqual([awaited])
  await expect.poll(() => flushes).toEqual([[awaited], [young]])
  expect(await storedEvents(studio.system.db, young)).toHaveLength(1)
})

test('an ending run waits for others, and runs that end together are stored with one statement', async () => {
  const { log, flushes } = watchedLog()
  const run = new ActiveRun()
  const all = [newId(), newId(), newId(), newId()]
  for (const runId of all) log.append(runId, run.number(start))
  await Promise.all(all.map((runId) => log.committed(runId)))
  expect(flushes).toEqual([all])
})

test('flushes as soon as eight runs wait; runs that end during the flush share the next one', async () => {
  const { log, flushes } = watchedLog()
  const run = new ActiveRun()
  const all = Array.from({ length: 12 }, newId)
  const continued = newId()
  for (const runId of [...all, continued]) log.append(runId, run.number(start))
  await Promise.all(all.map((runId) => log.committed(runId)))
  // On a busy machine, the run that does not wait may be due by the second flush.
  expect([flushes.length, flushes[0], flushes[1]?.slice(0, 4)]).toEqual([2, all.slice(0, 8), all.slice(8)])
})

test('a single run is stored at once, without later events', async () => {
  const { log, flushes } = watchedLog()
  const run = new ActiveRun()
  const [alone, next] = [newId(), newId()]
  log.append(alone, run.number(start))
  const committed = log.committed(alone)
  log.append(next, run.number(start))
  await Promise.all([committed, log.committed(next)])
  expect(flushes).toEqual([[alone], [next]])
})

test('when a flush is stored run by run, an early run continues, and one with bad data is rejected alone', async () => {
  const rejected: string[] = []
  const [good, bad] = [newId(), newId()]
  const run = new ActiveRun()
  const flushes: string[][] = []
  let resumed: Promise<void> | null = null
  const log: EventLog = new EventLog({
    db: studio.system.db,
    writer: 'me',
    onRejected: (runId) => rejected.push(runId),
    onStored: (stored) => {
      flushes.push([...stored.keys()])
      if (resumed) return
      // The bad run has not been tried yet.
      log.append(good, run.number(skip))
      resumed = log.committed(good)
    },
  })
  log.append(good, run.number(start))
  // Exceeds the range of `bigint`.
  log.append(bad, { seq: 2 ** 70, event: start })
  // Flushes before any caller waits for either run.
  await log.flush()
  await resumed
  await expect(log.committed(bad)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  expect(flushes).toEqual([[good], [good]])
  expect(rejected).toEqual([bad])
  expect(await storedEvents(studio.system.db, good)).toHaveLength(2)
  expect(await storedEvents(studio.system.db, bad)).toEqual([])
})
