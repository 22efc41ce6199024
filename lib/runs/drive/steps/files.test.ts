import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { appFiles } from '@/lib/db/schema/app-files'
import type { Graph } from '@/lib/graph/graph'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { chooseParser } from '@/lib/services/app-files/document-parser'
import { type CrashPoint, crashingProcess } from '../../testing/crashing-process'
import { setUpRunStudio } from '../../testing/run-studio'
import { enqueueRun } from '../enqueue-run'
import { claimAndDrive } from '../resume-run'

// Only the embedded client can be interrupted at a statement. The order of statements is the same on PostgreSQL.
const isPostgres = process.env.TEST_DATABASE === 'postgres'
const onEmbedded = test.skipIf(isPostgres)
const harness = setUpRunStudio()

beforeAll(async () => {
  chooseParser(await bundleEntry('lib/rag/parse/worker.entry.ts'))
}, 180_000)

const files = (format: string, config: JsonObject = {}): Graph =>
  chatApp(
    [
      { id: 'make', type: 'make-file', config: { format, name: 'Result', ...config } },
      { id: 'read', type: 'read-file', config: {} },
    ],
    [
      'in.message -> make.content',
      'make.file -> read.file',
      'make.file -> out.files',
      'read.text -> out.text',
      'read.rows -> out.data',
    ],
  )

async function drive(graph: Graph, message: string, point: CrashPoint | null) {
  const { id } = await enqueueRun({ ...harness.request(graph), inputs: { message } })
  let count = 0
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const worker = isPostgres ? null : crashingProcess(harness.system, attempt === 0 ? point : null)
    const driving = claimAndDrive(worker?.system ?? harness.system, harness.address(id)).then(
      (claimed) => claimed?.done,
    )
    await Promise.race(worker ? [driving, worker.crashed] : [driving])
    if (attempt === 0) count = worker?.statements() ?? 0
    const { status, outputs, errorCode } = await harness.rowOf(id)
    if (status === 'succeeded' || status === 'failed') return { id, status, outputs, errorCode, count }
  }
  return { id, status: 'open', outputs: null, errorCode: null, count }
}

test('makes a file that the app returns, and reads it in the same run', async () => {
  const { outputs } = await drive(files('docx'), '# Title\n\nHello', null)
  expect(outputs).toMatchObject({ files: [{ name: 'Result.docx' }], data: [] })
  expect(String(outputs?.text)).toMatch(/^Title\s+Hello$/)
  const table = chatApp(
    [
      { id: 'list', type: 'list', config: { operations: [{ operation: 'split', separator: ' ' }] } },
      { id: 'make', type: 'make-file', config: { format: 'xlsx' } },
      { id: 'read', type: 'read-file' },
    ],
    [
      'in.message -> list.items',
      'list.items -> make.rows',
      'make.file -> read.file',
      'read.text -> out.text',
      'read.rows -> out.data',
    ],
  )
  expect((await drive(table, 'one two', null)).outputs).toMatchObject({ data: [{ value: 'one' }, { value: 'two' }] })
})

test('rejects other values, and texts that are too long', async () => {
  const graph = chatApp([{ id: 'read', type: 'read-file' }], ['in.message -> read.file', 'read.text -> out.text'])
  expect(await drive(graph, 'no file', null)).toMatchObject({ status: 'failed', errorCode: 'INVALID_INPUT' })
  expect(await drive(files('pdf'), 'Привет', null)).toMatchObject({ status: 'failed', errorCode: 'INVALID_INPUT' })
})

onEmbedded(
  'returns one readable file, whichever statement its process is killed at',
  async () => {
    const { count } = await drive(files('txt'), 'Uninterrupted', null)
    expect(count).toBeGreaterThan(5)
    for (let statement = 1; statement <= count; statement += 2)
      for (const when of ['before', 'after'] as const) {
        const text = `Killed ${when} ${statement}`
        const { status, outputs } = await drive(files('txt'), text, { statement, when })
        expect([when, statement, status, outputs?.text]).toEqual([when, statement, 'succeeded', text])
        const [file] = (outputs?.files ?? []) as { fileId: string }[]
        const rows = await harness.system.db
          .select({ name: appFiles.name })
          .from(appFiles)
          .where(and(eq(appFiles.id, file?.fileId ?? ''), eq(appFiles.workspaceId, harness.workspaceId)))
        expect(rows).toEqual([{ name: 'Result.txt' }])
      }
  },
  120_000,
)
