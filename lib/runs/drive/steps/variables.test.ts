import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { runs } from '@/lib/db/schema/runs'
import { appVariables, variableWrites } from '@/lib/db/schema/variables'
import { seedForRerun } from '@/lib/engine/resume/seed'
import type { Graph } from '@/lib/graph/graph'
import type { VariableDeclaration } from '@/lib/graph/variables/declaration'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { planOf } from '../../plan/plan-cache'
import { type CrashPoint, crashingProcess } from '../../testing/crashing-process'
import { setUpRunStudio } from '../../testing/run-studio'
import { enqueueRun } from '../enqueue-run'
import { writeVariables } from '../ports/write-variables'
import { claimAndDrive } from '../resume-run'
import { startRun } from '../start-run'
import type { StartRun } from '../types'

// Only the embedded client can be interrupted at a statement. The order of statements is the same on PostgreSQL.
const onEmbedded = test.skipIf(process.env.TEST_DATABASE === 'postgres')
const harness = setUpRunStudio()

/** Adds one to each variable, then answers with all of them. */
function countingApp(...declared: JsonObject[]): Graph {
  const names = declared.map(({ name }) => String(name))
  const graph = chatApp(
    [
      {
        id: 'add',
        type: 'set-variable',
        config: { assignments: names.map((variable) => ({ variable, operation: 'increment', value: '1' })) },
      },
      { id: 'say', type: 'template', config: { text: names.map((name) => `{{vars.${name}}}`).join(' ') } },
    ],
    ['in.message -> add.when', 'add.values -> say.when', 'say.text -> out.text'],
  )
  return {
    ...graph,
    nodes: graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { variables: declared } } : node)),
  }
}

const number = (name: string, scope: string) => ({ name, type: 'number', scope })
const counting = countingApp(number('a', 'app'), number('c', 'conversation'), number('u', 'user'), number('r', 'run'))

async function answerOf(request: StartRun): Promise<unknown> {
  const { runId, active } = await startRun(request)
  await active.settled.promise
  return (await harness.rowOf(runId)).outputs?.text
}

const rowsOf = (name: string) =>
  harness.system.db
    .select()
    .from(appVariables)
    .where(and(eq(appVariables.appId, harness.appId), eq(appVariables.name, name)))

test('keeps values by conversation, end user and app, apart from other environments', async () => {
  const turn = (overrides: Partial<StartRun>) => answerOf({ ...harness.request(counting), ...overrides })
  const [ada, bob] = [{ endUser: 'ada' }, { endUser: 'bob' }]
  expect(await turn({ thread: 'one', ...ada })).toBe('1 1 1 1')
  expect(await turn({ thread: 'one', ...ada })).toBe('2 2 2 1')
  expect(await turn({ thread: 'two', ...ada })).toBe('3 1 3 1')
  expect(await turn({ thread: 'three', ...bob })).toBe('4 1 1 1')
  // Without a conversation or an end user the value ends with the run.
  expect(await turn({})).toBe('5 1 1 1')
  expect(await turn({})).toBe('6 1 1 1')
  // A member who tries a draft is its end user.
  expect(await turn({ startedBy: newId() })).toBe('7 1 1 1')
  const version = { id: newId(), number: 1 }
  expect(await turn({ version, environment: 'production', origin: 'api', thread: 'one', ...ada })).toBe('1 1 1 1')
  expect(await turn({ version, environment: 'staging', origin: 'api', thread: 'one', ...ada })).toBe('1 1 1 1')
  expect(await turn({ version, environment: 'staging', origin: 'batch', thread: 'one', ...ada })).toBe('1 1 1 1')
})

test('a shadow run reads the values and stores none', async () => {
  const app = countingApp(number('shadowed', 'app'))
  expect(await answerOf(harness.request(app))).toBe('1')
  expect(await answerOf({ ...harness.request(app), shadowOf: newId() })).toBe('2')
  expect(await answerOf(harness.request(app))).toBe('2')
})

test('loses no change of concurrent runs', async () => {
  const app = countingApp(number('many', 'app'), number('both', 'app'))
  const other = countingApp(number('both', 'app'), number('many', 'app'))
  for (let round = 0; round < 5; round += 1)
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => answerOf(harness.request(index % 2 === 0 ? app : other))),
    )
  expect((await rowsOf('many'))[0]).toMatchObject({ stored: { value: 60 }, revision: 60 })
  expect((await rowsOf('both'))[0]).toMatchObject({ stored: { value: 60 }, revision: 60 })
})

test('repeats a run with the values with which it started', async () => {
  const app = countingApp(number('again', 'app'))
  await answerOf(harness.request(app))
  const { runId, active } = await startRun(harness.request(app))
  await active.settled.promise
  expect((await harness.rowOf(runId)).outputs?.text).toBe('2')
  await answerOf(harness.request(app))
  const events = (await storedEvents(harness.system.db, runId)).map(({ event }) => event)
  const rerun = async (nodeId: string) => {
    const second = await startRun(harness.request(app), seedForRerun(events, planOf(app, null), [nodeId]))
    await second.active.settled.promise
    return (await harness.rowOf(second.runId)).outputs?.text
  }
  // The change is kept, and not stored again.
  expect([await rerun('say'), (await rowsOf('again'))[0]?.stored]).toEqual(['2', { value: 3 }])
  expect([await rerun('add'), (await rowsOf('again'))[0]?.stored]).toEqual(['4', { value: 4 }])
})

test('stores the changes of a step once, and only those of the process that drives the run', async () => {
  const { db } = harness.system
  const { runId, active } = await startRun(harness.request(countingApp(number('fenced', 'app'))))
  await active.settled.promise
  const keys = {
    workspaceId: harness.workspaceId,
    environment: '',
    keys: { conversation: null, user: null, app: '' },
  }
  const variable: VariableDeclaration = {
    name: 'fenced',
    default: 0,
    personal: false,
    maxCharacters: 20,
    type: 'number',
    scope: 'app',
  }
  const change = { variable, operation: 'increment', value: 1 } as const
  const write = { runId, appId: harness.appId, step: 'add', changes: [change] }
  // The run has ended, so no process drives it.
  await expect(writeVariables(db, keys, write)).rejects.toMatchObject({ code: 'CANCELLED' })
  const [owner] = await db.select({ id: runs.id }).from(runs).where(eq(runs.id, runId))
  expect(owner?.id).toBe(runId)
  expect((await rowsOf('fenced'))[0]?.stored).toEqual({ value: 1 })
  const stored = await db.select().from(variableWrites).where(eq(variableWrites.runId, runId))
  expect(stored.map(({ step, results }) => [step, results])).toEqual([
    ['add', [{ value: 1, revision: 1, previousRevision: 0 }]],
  ])
})

/** Drives a run by a series of processes, each killed at its point. @returns statements of each */
async function drive(runId: string, points: readonly CrashPoint[]): Promise<number[]> {
  const statements: number[] = []
  for (let attempt = 0; attempt < points.length + 4; attempt += 1) {
    const { status } = await harness.rowOf(runId)
    if (status === 'succeeded' || status === 'failed') return statements
    const process = crashingProcess(harness.system, points[attempt] ?? null)
    const driving = claimAndDrive(process.system, harness.address(runId)).then((claimed) => claimed?.done)
    await Promise.race([driving, process.crashed])
    statements.push(process.statements())
  }
  return statements
}

onEmbedded(
  'neither loses nor repeats a change, whichever statement its process is killed at',
  async () => {
    const app = countingApp(number('crashed', 'app'), number('of-run', 'run'))
    const enqueue = async () => (await enqueueRun({ ...harness.request(app), durability: 'async' })).id
    const [count = 0] = await drive(await enqueue(), [])
    expect(count).toBeGreaterThan(8)
    let expected = 1
    for (let statement = 1; statement <= count; statement += 1) {
      for (const when of ['before', 'after'] as const) {
        const runId = await enqueue()
        expected += 1
        await drive(runId, [{ statement, when }])
        const { status, outputs } = await harness.rowOf(runId)
        const events = await storedEvents(harness.system.db, runId)
        const sets = events.filter(({ event }) => event.type === 'variable-set')
        const [row] = await rowsOf('crashed')
        const name = `${when} ${statement}`
        expect([name, status, outputs?.text, sets.length, row?.stored.value]).toEqual([
          ...[name, 'succeeded', `${expected} 1`, 1, expected],
        ])
      }
    }
  },
  120_000,
)
