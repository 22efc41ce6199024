import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { answerWait } from '@/lib/services/approvals/answer-pending-input'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { type CrashPoint, crashingProcess } from '../testing/crashing-process'
import { enqueueRun } from './enqueue-run'
import { claimAndDrive } from './resume-run'

// Only the embedded client can be interrupted at a statement. The order of statements is the same on PostgreSQL.
const onEmbedded = test.skipIf(process.env.TEST_DATABASE === 'postgres')

let studio: TestStudio
let workspaceId: string
let appId: string

beforeAll(async () => {
  studio = await createTestStudio()
  workspaceId = (await studio.signUp('owner')).workspaceId
  appId = (await fillWorkspace(studio.system, workspaceId)).appId
})
afterAll(() => studio.close())

/** A step, an approval, and a step after it. */
const app = chatApp(
  [
    { id: 'one', type: 'template', config: { text: 'one {{in.message}}' } },
    { id: 'ask', type: 'approval', config: { title: 'Go on?' } },
    { id: 'two', type: 'template', config: { text: 'two {{ask.approved}}' } },
  ],
  ['one.text -> ask.content', 'two.text -> out.text'],
)

const rowOf = async (runId: string) =>
  (await studio.system.db.select().from(runs).where(eq(runs.id, runId)))[0] ?? expect.unreachable('no run')

async function enqueue(): Promise<string> {
  const { system } = studio
  const request = { system, workspaceId, appId, graph: app, version: null, inputs: { message: 'x' }, history: [] }
  return (await enqueueRun({ ...request, origin: 'studio', durability: 'sync' })).id
}

async function answer(runId: string): Promise<void> {
  const open = await studio.system.db.select().from(waits).where(eq(waits.runId, runId))
  expect(open).toHaveLength(1)
  for (const { id } of open)
    await answerWait(studio.system, {
      waitId: id,
      runId,
      workspaceId,
      answer: { decision: 'approved' },
      answeredBy: null,
    })
}

/** Drives a run by a series of processes, each killed at its point. @returns statements of each */
async function drive(runId: string, points: readonly CrashPoint[]): Promise<number[]> {
  const statements: number[] = []
  for (let attempt = 0; attempt < points.length + 4; attempt += 1) {
    const { status } = await rowOf(runId)
    if (status === 'succeeded' || status === 'failed') return statements
    if (status === 'paused') await answer(runId)
    const process = crashingProcess(studio.system, points[attempt] ?? null)
    const driving = claimAndDrive(process.system, { runId, workspaceId }).then((claimed) => claimed?.done)
    await Promise.race([driving, process.crashed])
    statements.push(process.statements())
  }
  return statements
}

async function expectComplete(runId: string, points: readonly CrashPoint[]): Promise<void> {
  const name = JSON.stringify(points)
  expect([name, await rowOf(runId)]).toMatchObject([name, { status: 'succeeded', owner: null }])
  const events = await storedEvents(studio.system.db, runId)
  const numbers = events.map(({ seq }) => seq)
  expect([name, numbers]).toEqual([name, [...new Set(numbers)].toSorted((left, right) => left - right)])
  const ends = events.flatMap(({ event }) => (event.type === 'node-end' ? [event.nodeId] : []))
  expect([name, ends]).toEqual([name, ['in', 'one', 'ask', 'two', 'out']])
  const types = events.map(({ event }) => event.type)
  expect([name, types.filter((type) => type === 'run-end' || type === 'run-error')]).toEqual([name, ['run-end']])
}

const WHEN = ['before', 'after'] as const
/** The claim, the rows, the fence, the run's row and the commit are the first five statements of a takeover. */
const AFTER_FENCE: CrashPoint = { statement: 6, when: 'before' }
const NO_CRASH: CrashPoint = { statement: Number.POSITIVE_INFINITY, when: 'before' }

onEmbedded(
  'runs each step once and ends once, whichever statement its processes are killed at',
  async () => {
    const undisturbed = await enqueue()
    const [first = 0, second = 0] = await drive(undisturbed, [])
    await expectComplete(undisturbed, [])
    expect(Math.min(first, second)).toBeGreaterThan(5)
    for (let statement = 1; statement <= Math.max(first, second); statement += 1) {
      for (const when of WHEN) {
        const point = { statement, when }
        // The first drive is killed, and the next two right after their fences; or only the second drive is killed.
        for (const points of [
          [point, AFTER_FENCE, AFTER_FENCE],
          [NO_CRASH, point],
        ]) {
          const runId = await enqueue()
          await drive(runId, points)
          await expectComplete(runId, points)
        }
      }
    }
  },
  300_000,
)
