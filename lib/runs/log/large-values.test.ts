import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { newId } from '@/lib/core/new-id'
import { runEvents, runs, runValues } from '@/lib/db/schema/runs'
import { asLargeValue } from '@/lib/engine/run/large-value'
import { foldRun } from '@/lib/engine/state/run-state'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { slimEvents, storedEvents } from '@/lib/services/runs/stored-events'
import { startRun } from '../drive/start-run'
import { pruneRuns } from '../maintenance/prune-runs'
import { ActiveRun } from './active-runs'
import { EventLog } from './event-log'
import { withoutLarge } from './large-values'

const nodeDefaults = { position: { x: 0, y: 0 }, version: 1 }
const big = 'x'.repeat(50_000)
/** Doubles the text, so that it becomes large, and passes it on. */
const graph: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeDefaults },
    {
      id: 'twice',
      type: 'template',
      label: 'Twice',
      config: { text: '{{input.message}}{{input.message}}' },
      ...nodeDefaults,
    },
    { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
  ],
  edges: [{ id: 'e1', from: { node: 'twice', port: 'text' }, to: { node: 'answer', port: 'text' } }],
}

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('large', graph)
})
afterAll(() => app.close())

const appKey = () => ({ workspaceId: app.person.workspaceId, appId: app.appId })
async function run(message: string) {
  const { runId, active } = await startRun({
    system: app.studio.system,
    ...appKey(),
    graph,
    version: null,
    origin: 'studio' as const,
    inputs: { message },
    history: [],
  })
  await active.settled.promise
  return { runId, events: active.events }
}
const valuesOf = (runId: string) => app.studio.system.db.select().from(runValues).where(eq(runValues.runId, runId))

test('a large value is stored once beside the events, and readers of events get it in full', async () => {
  const { db } = app.studio.system
  const { runId, events } = await run(big)
  expect(await valuesOf(runId)).toMatchObject([{ value: big + big }])
  const rows = await db.select().from(runEvents).where(eq(runEvents.runId, runId))
  expect(
    JSON.stringify(rows.flatMap((row) => row.events).filter(({ event }) => event.type !== 'run-end')).length,
  ).toBeLessThan(200_000)
  expect(await storedEvents(db, runId)).toEqual(events)
})

test('the trace references it and shows its beginning; it is loaded on demand, with access to the run', async () => {
  const { runId } = await run(big)
  const response = await app.studio.call({ method: 'GET', path: `/api/studio/runs/${runId}`, person: app.person })
  const { events } = await response.json()
  const text = foldRun(events).nodes.twice?.outputs?.text ?? null
  const large = asLargeValue(text)
  expect(large).toMatchObject({ runId, bytes: 100_002, preview: 'x'.repeat(500) })
  const path = `/api/studio/runs/${runId}/values/${large?.hash}`
  expect(await app.request('GET', path)).toEqual({ value: big + big })
  const stranger = await app.studio.signUp('owner')
  expect((await app.studio.call({ method: 'GET', path, person: stranger })).status).toBe(404)
})

test('small values stay in the events, and values that resemble a reference are not one', async () => {
  const { db } = app.studio.system
  const { runId } = await run('hello')
  expect(await valuesOf(runId)).toEqual([])
  const forged = { $value: { runId: newId(), hash: 'b'.repeat(64), bytes: 1, preview: '' } }
  const log = new EventLog({ db, writer: 'me' })
  const other = newId()
  const stored = new ActiveRun().number({
    type: 'node-end',
    path: ['a'],
    nodeId: 'a',
    atMs: 0,
    durationMs: 1,
    outputs: { a: forged },
  })
  log.append(other, stored)
  await log.committed(other)
  expect(await storedEvents(db, other)).toEqual([stored])
})

test('a list of many small texts is large as a whole, and so is a tool result', async () => {
  const { db } = app.studio.system
  const id = newId()
  const list = Array.from({ length: 1_000 }, (_, index) => ({ text: `passage ${index} ${'y'.repeat(80)}` }))
  const step = { key: 'k', kind: 'tool' as const, name: 't', input: {}, output: list, durationMs: 1 }
  const events = [
    {
      seq: 1,
      event: { type: 'node-end' as const, path: ['a'], nodeId: 'a', atMs: 0, durationMs: 1, outputs: { list } },
    },
    { seq: 2, event: { type: 'node-step' as const, path: ['b'], nodeId: 'b', atMs: 0, step } },
  ]
  const slim = await withoutLarge(db, [{ runId: id, seq: 1, events }])
  expect(JSON.stringify(slim).length).toBeLessThan(3_000)
  expect(await valuesOf(id)).toHaveLength(1)
  expect(events[0]?.event).toMatchObject({ outputs: { list } })
})

test('the values are deleted with their run', async () => {
  const { db } = app.studio.system
  const { runId } = await run(big)
  const old = newId(Date.now() - 40 * 86_400_000)
  for (const table of [runEvents, runValues]) await db.update(table).set({ runId: old }).where(eq(table.runId, runId))
  await db.update(runs).set({ id: old }).where(eq(runs.id, runId))
  await pruneRuns(app.studio.system, Date.now())
  expect([await slimEvents(db, old), await valuesOf(old)]).toEqual([[], []])
})
