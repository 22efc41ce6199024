import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { tableRows, workspaceTables } from '@/lib/db/schema/tables'
import type { TableColumn } from '@/lib/graph/tables/columns'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { type CrashPoint, crashingProcess } from '../../testing/crashing-process'
import { setUpRunStudio } from '../../testing/run-studio'
import { enqueueRun } from '../enqueue-run'
import { claimAndDrive } from '../resume-run'
import { startRun } from '../start-run'
import type { StartRun } from '../types'

// Only the embedded client can be interrupted at a statement. The order of statements is the same on PostgreSQL.
const onEmbedded = test.skipIf(process.env.TEST_DATABASE === 'postgres')
const harness = setUpRunStudio()

const column = (id: string, overrides: Partial<TableColumn> = {}): TableColumn => ({
  id,
  label: id,
  type: 'text',
  required: false,
  unique: false,
  personal: false,
  options: [],
  ...overrides,
})

async function addTable(name: string, overrides: { isShared?: boolean } = {}): Promise<string> {
  const id = newId()
  const columns = [column('email', { unique: true, required: true }), column('visits', { type: 'number' })]
  await harness.system.db
    .insert(workspaceTables)
    .values({ id, workspaceId: harness.workspaceId, name, columns, ...overrides })
  return id
}

const rowsOf = (tableId: string, environment = '') =>
  harness.system.db
    .select({ values: tableRows.values, runId: tableRows.runId })
    .from(tableRows)
    .where(and(eq(tableRows.tableId, tableId), eq(tableRows.environment, environment)))
    .orderBy(tableRows.id)

const step = (table: string, config: JsonObject) =>
  chatApp(
    [
      { id: 'use', type: 'table', config: { table, ...config } },
      { id: 'say', type: 'template', config: { text: '{{use.count}}' } },
    ],
    ['in.message -> use.when', 'use.count -> say.when', 'say.text -> out.text'],
  )
const message = { column: 'email', value: '{{in.message}}' }
const store = (table: string, operation: string) => step(table, { operation, values: [message], uniqueColumn: 'email' })

async function run(request: StartRun) {
  const { runId, active } = await startRun(request)
  await active.settled.promise
  const { status, outputs, errorCode } = await harness.rowOf(runId)
  return { runId, status, text: outputs?.text, error: errorCode }
}
const runApp = (graph: StartRun['graph'], text: string, overrides: Partial<StartRun> = {}) =>
  run({ ...harness.request(graph), inputs: { message: text }, ...overrides })
/** Plans are cached by version. */
const live = () => ({ version: { id: newId(), number: 1 }, environment: 'production', origin: 'api' }) as const

test('inserts, finds, updates and deletes rows, separately for each environment', async () => {
  const tableId = await addTable('Leads')
  const inserted = await runApp(store('Leads', 'insert'), 'ada@example.com')
  expect(inserted).toMatchObject({ status: 'succeeded', text: '1' })
  expect(await rowsOf(tableId)).toEqual([{ values: { email: 'ada@example.com' }, runId: inserted.runId }])
  expect(await runApp(store('Leads', 'insert'), 'ada@example.com')).toMatchObject({ error: 'CONFLICT' })
  expect(await runApp(store('Leads', 'upsert'), 'ada@example.com')).toMatchObject({ text: '1' })
  expect(await runApp(store('Leads', 'insert'), 'ada@example.com', live())).toMatchObject({ text: '1' })
  const mail = { column: 'email', operator: 'equals', value: '{{in.message}}' }
  const visits = [{ column: 'visits', value: '3' }]
  expect(
    await runApp(step('Leads', { operation: 'update', filters: [mail], values: visits }), 'ada@example.com'),
  ).toEqual(expect.objectContaining({ text: '1' }))
  const often = { column: 'visits', operator: 'greater', value: '2' }
  expect(await runApp(step('Leads', { operation: 'find', filters: [often] }), 'x')).toMatchObject({ text: '1' })
  expect(await runApp(step('Leads', { operation: 'count', filters: [often] }), 'x', live())).toMatchObject({
    text: '0',
  })
  expect(await runApp(step('Leads', { operation: 'delete', allRows: true }), 'x')).toMatchObject({ text: '1' })
  expect([await rowsOf(tableId), (await rowsOf(tableId, 'production')).length]).toEqual([[], 1])
})

test('environments share the rows of a shared table', async () => {
  const tableId = await addTable('Shared', { isShared: true })
  await runApp(store('Shared', 'insert'), 'ada@example.com')
  expect(await runApp(store('Shared', 'insert'), 'ada@example.com', live())).toMatchObject({ error: 'CONFLICT' })
  expect((await rowsOf(tableId, '*')).length).toBe(1)
})

test('rejects unknown tables and columns, values of other types, and rows that are too large', async () => {
  await addTable('Strict')
  expect(await runApp(store('Nowhere', 'insert'), 'a')).toMatchObject({ error: 'NOT_FOUND' })
  const insert = (values: JsonObject[]) => runApp(step('Strict', { operation: 'insert', values }), 'a')
  expect(await insert([message, { column: 'phone', value: '1' }])).toMatchObject({ error: 'INVALID_INPUT' })
  expect(await insert([message, { column: 'visits', value: 'often' }])).toMatchObject({ error: 'INVALID_INPUT' })
  expect(await insert([{ column: 'visits', value: '1' }])).toMatchObject({ error: 'INVALID_INPUT' })
  expect(await runApp(store('Strict', 'insert'), 'a'.repeat(70_000))).toMatchObject({ error: 'LIMIT_EXCEEDED' })
})

test('concurrent upserts of the same key store one row', async () => {
  const tableId = await addTable('Contended')
  const results = await Promise.all(
    Array.from({ length: 12 }, () => runApp(store('Contended', 'upsert'), 'a@b.example')),
  )
  expect(results.map(({ status }) => status)).toEqual(Array(12).fill('succeeded'))
  expect((await rowsOf(tableId)).length).toBe(1)
})

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
  'neither loses nor repeats an insert, whichever statement its process is killed at',
  async () => {
    const tableId = await addTable('Crashed')
    const graph = step('Crashed', { operation: 'insert', values: [{ column: 'email', value: '{{in.message}}' }] })
    const enqueue = async (text: string) =>
      (await enqueueRun({ ...harness.request(graph), inputs: { message: text }, durability: 'async' })).id
    const [count = 0] = await drive(await enqueue('first'), [])
    expect(count).toBeGreaterThan(8)
    for (let statement = 1; statement <= count; statement += 1)
      for (const when of ['before', 'after'] as const) {
        const name = `${when} ${statement}`
        const runId = await enqueue(name)
        await drive(runId, [{ statement, when }])
        const { status, outputs } = await harness.rowOf(runId)
        const rows = (await rowsOf(tableId)).filter(({ values }) => values.email === name)
        expect([name, status, outputs?.text, rows.length]).toEqual([name, 'succeeded', '1', 1])
      }
  },
  240_000,
)
