import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { runs } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { ActiveRun } from './active-runs'
import { EventLog } from './event-log'
import { storedEvents } from './read-events'
import { startRun } from './start-run'
import { failLostRuns } from './sweep-runs'

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

test('events and deltas come back in the order of their numbers, after any number', async () => {
  const log = new EventLog(studio.system.db)
  const runId = newId()
  log.append(runId, 1, start)
  log.append(runId, 2, delta('a'))
  await log.flush()
  log.append(runId, 3, { type: 'node-skip', path: ['b'], nodeId: 'b', atMs: 0 })
  log.append(runId, 4, delta('b'))
  await log.flush()
  expect((await storedEvents(studio.system.db, runId)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  expect((await storedEvents(studio.system.db, runId, 2)).map(({ seq }) => seq)).toEqual([3, 4])
})

test('a second writer of the same number is refused by the primary key', async () => {
  const log = new EventLog(studio.system.db)
  const runId = newId()
  log.append(runId, 1, start)
  await log.flush()
  log.append(runId, 1, start)
  await expect(log.flush()).rejects.toThrow()
})

test('readers that come early, late and slowly see every event once', async () => {
  const run = new ActiveRun()
  const signal = new AbortController().signal
  const read = async (after: number) => {
    const seen: number[] = []
    for await (const { seq } of run.follow(after, signal)) {
      seen.push(seq)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    return seen
  }
  const early = read(0)
  for (let index = 0; index < 50; index += 1) run.publish(delta(String(index)))
  const late = read(30)
  run.publish(delta('last'))
  run.end()
  expect(await early).toEqual(Array.from({ length: 51 }, (_, index) => index + 1))
  expect(await late).toEqual(Array.from({ length: 21 }, (_, index) => index + 31))
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
  for await (const { event } of active.follow(0, new AbortController().signal)) events.push(event)
  expect(events.at(-1)).toMatchObject({ type: 'run-end', outputs: { text: 'hello' } })
  const [row] = (await studio.system.db.select().from(runs)).filter(({ id }) => id === runId)
  expect(row).toMatchObject({ status: 'succeeded', outputs: { text: 'hello' } })
  expect((await storedEvents(studio.system.db, runId)).map(({ event }) => event)).toEqual(events)
})

test('a run whose process is gone gets its end, once', async () => {
  const id = newId()
  const row = {
    id,
    workspaceId,
    appId,
    planHash: 'h',
    origin: 'api' as const,
    owner: newId(),
    preview: '',
    inputs: {},
    labels: {},
  }
  await studio.system.db.insert(runs).values({ ...row, status: 'running', heartbeatAt: new Date(Date.now() - 120_000) })
  expect(await failLostRuns(studio.system, { olderThanSeconds: 60 })).toBe(1)
  expect(await failLostRuns(studio.system, { olderThanSeconds: 60 })).toBe(0)
  expect((await storedEvents(studio.system.db, id)).at(-1)?.event).toMatchObject({
    type: 'run-error',
    error: { code: 'UNAVAILABLE' },
  })
})
