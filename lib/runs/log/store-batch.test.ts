import { asc, eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { runs } from '@/lib/db/schema/runs'
import { sampleGraph } from '@/lib/graph/testing/sample-graph'
import type { RunRow } from '@/lib/services/runs/run-row'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { planOf } from '../plan/plan-cache'
import { newRunRow } from './run-rows'
import { type BatchRows, type EventRow, storeBatch } from './store-batch'

let studio: TestStudio
let row: (id: string) => RunRow

beforeAll(async () => {
  studio = await createTestStudio()
  const { system } = studio
  const { workspaceId } = await studio.signUp('owner')
  const { appId } = await fillWorkspace(system, workspaceId)
  const nodeDefaults = { version: 1, config: {}, position: { x: 0, y: 0 } }
  const nodes = ['input', 'answer'].map((type) => ({ id: type, type, label: type, ...nodeDefaults }))
  const graph = sampleGraph(nodes, ['input.message > answer.text'])
  const request = { system, workspaceId, appId, graph, version: null, origin: 'api' as const, inputs: {}, history: [] }
  row = (id) => newRunRow(request, planOf(graph, null), id)
})
afterAll(() => studio.close())

const NOTHING = { starts: [], chunks: [], events: [], ends: [] }
/** Text with characters that could break a line format. */
const eventOf = (runId: string, seq: number): EventRow => ({
  runId,
  seq,
  events: [{ seq, event: { type: 'run-start', atMs: 0, planHash: 'h', inputs: { message: 'a\nb\r\u2028{"},' } } }],
})

test('leaves stored rows unchanged and stores new ones beside them', async () => {
  const { db } = studio.system
  const [known, fresh] = [newId(), newId()]
  const firstBatch: BatchRows = { ...NOTHING, writer: 'me', starts: [row(known)], events: [eventOf(known, 1)] }
  expect(await storeBatch(db, firstBatch)).toBeNull()
  expect(await storedEvents(db, known)).toEqual(eventOf(known, 1).events)
  const second: BatchRows = {
    ...firstBatch,
    writer: 'other',
    starts: [row(known), row(fresh)],
    events: [eventOf(known, 1), eventOf(fresh, 1)],
    ends: [{ ...row(known), status: 'failed', seq: 1 }],
  }
  expect(await storeBatch(db, second)).toEqual(new Set([fresh]))
  const found = await db
    .select()
    .from(runs)
    .where(inArray(runs.id, [known, fresh]))
  expect(found.map(({ id, status }) => [id, status])).toEqual([known, fresh].map((id) => [id, 'running']))
})

test('stores runs with rare columns completely, together with others', async () => {
  const { db } = studio.system
  const [usual, alone, special] = [
    row(newId()),
    row(newId()),
    { ...row(newId()), graphHash: 'g', endUserGroups: ['a'] },
  ]
  for (const starts of [[alone], [usual, special]])
    await storeBatch(db, { ...NOTHING, writer: 'me', starts, events: starts.map(({ id }) => eventOf(id, 1)) })
  const rows = [usual, alone, special]
  const ids = rows.map(({ id }) => id)
  expect(await db.select().from(runs).where(inArray(runs.id, ids)).orderBy(asc(runs.id))).toEqual(rows)
})

test('a run ends with its last event, and chunks may come alone and twice', async () => {
  const { db } = studio.system
  const id = newId()
  await storeBatch(db, { ...NOTHING, writer: 'me', starts: [row(id)], events: [eventOf(id, 1)] })
  for (const _ of [1, 2])
    expect(await storeBatch(db, { ...NOTHING, writer: 'me', chunks: [eventOf(id, 2)] })).toBeNull()
  const ends = [{ ...row(id), status: 'failed' as const, seq: 3 }]
  expect(await storeBatch(db, { ...NOTHING, writer: 'me', events: [eventOf(id, 3)], ends })).toBeNull()
  const [ended] = await db.select().from(runs).where(eq(runs.id, id))
  expect(ended).toMatchObject({ status: 'failed', owner: null })
  expect((await storedEvents(db, id)).map(({ seq }) => seq)).toEqual([1, 2, 3])
})
