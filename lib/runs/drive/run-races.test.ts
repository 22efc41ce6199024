import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { runChunks, runEvents, runs, type StoredRunEvent } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import type { RunEvent } from '@/lib/engine/events'
import { chatApp } from '@/lib/nodes/testing/run-app'
import type { System } from '@/lib/services/system'
import { ActiveRun, activeRuns, claimedRuns } from '../log/active-runs'
import { EventLog } from '../log/event-log'
import { readEvents } from '../log/read-events'
import { releaseLost } from '../maintenance/recover-runs'
import { setUpRunStudio } from '../testing/run-studio'
import { cancelRun } from './cancel-run'
import { enqueueRun } from './enqueue-run'
import { processId } from './process-id'
import { claimAndDrive } from './resume-run'
import { cancelled } from './run-errors'
import { startRun } from './start-run'

const harness = setUpRunStudio()

/** Waits for an approval, then answers. */
const approvalApp = chatApp(
  [{ id: 'ask', type: 'approval', config: { title: 'Send it?' } }],
  ['in.message -> ask.content', 'ask.approved -> out.text'],
)
const request = (system?: System) => harness.request(approvalApp, system)
const { rowOf } = harness

/** The system with some methods of its database replaced. */
function withDatabase(methods: Record<string, unknown>): System {
  const db = new Proxy(harness.system.db, {
    get: (target, name) =>
      typeof name === 'string' && Object.hasOwn(methods, name) ? methods[name] : Reflect.get(target, name),
  })
  return { ...harness.system, db }
}

/** A run about to be stored as paused; continues when `go` is called. */
async function startToSuspend() {
  const gate = Promise.withResolvers<void>()
  let transactions = 0
  const system = withDatabase({
    transaction: async (work: Parameters<System['db']['transaction']>[0]) => {
      transactions += 1
      await gate.promise
      return harness.system.db.transaction(work)
    },
  })
  const { runId, active } = await startRun(request(system))
  // The transaction of the question, and the transaction that suspends the run.
  await expect.poll(() => transactions, { timeout: 5_000 }).toBe(2)
  return { runId, active, go: () => gate.resolve() }
}

test('a run that is cancelled while it is being suspended ends', async () => {
  const { runId, go } = await startToSuspend()
  const done = cancelRun(harness.system, harness.address(runId))
  go()
  await done
  expect(await rowOf(runId)).toMatchObject({ status: 'cancelled' })
})

test('a run that another process cancels while it is being suspended is queued for its end', async () => {
  const { runId, active, go } = await startToSuspend()
  await harness.system.db.update(runs).set({ cancelRequestedAt: sql`now()` }).where(eq(runs.id, runId))
  go()
  await active.settled.promise
  expect(await rowOf(runId)).toMatchObject({ status: 'queued' })
  expect(harness.studio.sentJobs.at(-1)).toEqual({ kind: 'drive-run', data: harness.address(runId) })
})

test('a question is closed when its run ends before it was suspended', async () => {
  const { runId, active } = await startRun(request())
  // Cancels in the tick of the question, which a reader may see only after the run is suspended.
  const stop = ({ event }: StoredRunEvent) => {
    if (event.type === 'node-pause') active.stop.end(cancelled())
  }
  const show = active.show.bind(active)
  active.show = (stored) => {
    show(stored)
    stop(stored)
  }
  active.events.forEach(stop)
  await active.settled.promise
  expect(await rowOf(runId)).toMatchObject({ status: 'cancelled' })
  const storedWaits = await harness.system.db.select().from(waits).where(eq(waits.runId, runId))
  expect(storedWaits.map(({ status }) => status)).toEqual(['cancelled'])
})

test('a reader between the two tables of a flush misses nothing', async () => {
  const { db } = harness.system
  const runId = newId()
  const row = { planHash: 'h', origin: 'api' as const, preview: '', inputs: {}, labels: {} }
  await db.insert(runs).values({
    id: runId,
    workspaceId: harness.workspaceId,
    appId: harness.appId,
    ...row,
    status: 'running',
    owner: newId(),
  })
  const run = new ActiveRun()
  const start = run.number({ type: 'run-start', atMs: 0, planHash: 'h', inputs: {} })
  const delta = run.number({ type: 'node-delta', path: ['a'], nodeId: 'a', atMs: 0, port: 'text', text: 'a' })
  const end = run.number({ type: 'run-end', atMs: 0, durationMs: 0, outputs: {} })
  await db.insert(runChunks).values({ runId, seq: delta.seq, events: [delta] })
  const selects: unknown[] = []
  const system = withDatabase({
    select: (fields: { status: typeof runs.status }) => {
      selects.push(fields)
      return db.select(fields)
    },
  })
  const events = readEvents(system, runId, 0, AbortSignal.timeout(5_000))
  const first = events.next()
  // The chunk, and then whether the run has ended.
  await expect.poll(() => selects.length).toBeGreaterThan(1)
  await db.insert(runEvents).values({ runId, seq: start.seq, writer: 'w', events: [start, end] })
  const seen = [(await first).value]
  for await (const stored of events) seen.push(stored)
  expect(seen).toEqual([start, delta, end])
})

test('a run that starts during the search for lost ones is not released', async () => {
  const gate = Promise.withResolvers<void>()
  let isFirst = true
  const system = withDatabase({
    select: (fields: { id: typeof runs.id }) => {
      if (!isFirst) return harness.system.db.select(fields)
      isFirst = false
      const select = harness.system.db.select(fields)
      return {
        from: (table: typeof runs) => ({
          where: (what: ReturnType<typeof eq>) => ({
            limit: async (limit: number) => {
              await gate.promise
              return select.from(table).where(what).limit(limit)
            },
          }),
        }),
      }
    },
  })
  const recovery = releaseLost(system)
  const runId = newId()
  claimedRuns().add(runId)
  const row = { planHash: 'h', origin: 'api' as const, preview: '', inputs: {}, labels: {} }
  await harness.system.db.insert(runs).values({
    id: runId,
    workspaceId: harness.workspaceId,
    appId: harness.appId,
    ...row,
    status: 'running',
    owner: processId(),
  })
  gate.resolve()
  await recovery
  expect(await rowOf(runId)).toMatchObject({ owner: processId() })
  claimedRuns().delete(runId)
  await harness.system.db.update(runs).set({ status: 'cancelled' }).where(eq(runs.id, runId))
})

test('the last events of a run are not written by a flush that starts in the same tick', async () => {
  const log = new EventLog({ db: harness.system.db, writer: 'me' })
  const [mine, other] = [newId(), newId()]
  const start: RunEvent = { type: 'run-start', atMs: 0, planHash: 'h', inputs: {} }
  const event = new ActiveRun().number(start)
  log.append(mine, event)
  log.append(other, event)
  const flush = Promise.resolve().then(() => log.committed(other))
  expect(await log.take(mine)).toEqual({ events: [event], chunks: [] })
  await flush
})

test('removes a run from memory if its source run cannot be read', async () => {
  const source = await enqueueRun(request())
  const run = await enqueueRun({ ...request(), source: { runId: source.id, nodeId: null } })
  const system = withDatabase({
    select: (fields: { id: typeof runs.id }) => {
      if (fields?.id === runs.id) throw new Error('connection lost')
      return harness.system.db.select(fields)
    },
  })
  await (await claimAndDrive(system, harness.address(run.id)))?.done
  expect(activeRuns().has(run.id)).toBe(false)
})
