import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { type CrashPoint, crashingProcess } from '../../testing/crashing-process'
import { setUpRunStudio } from '../../testing/run-studio'
import { enqueueRun } from '../enqueue-run'
import { claimAndDrive } from '../resume-run'

// Only the embedded client can be interrupted at a statement. The order of statements is the same on PostgreSQL.
const onEmbedded = test.skipIf(process.env.TEST_DATABASE === 'postgres')
const harness = setUpRunStudio()
const knowledgeBaseId = newId()

beforeAll(async () => {
  await harness.system.db
    .insert(knowledgeBases)
    .values({ id: knowledgeBaseId, workspaceId: harness.workspaceId, name: 'Notes' })
})

const storing = (ifExists: string): Graph =>
  chatApp(
    [{ id: 'add', type: 'add-to-knowledge', config: { knowledgeBaseId, title: '{{name}}', ifExists } }],
    ['in.message -> add.content', 'in.message -> add.name', 'add.status -> out.text', 'add.documents -> out.data'],
  )

/** Drives a run in a process that is killed at `point`, then in others. `count`: statements of the first process. */
async function drive(graph: Graph, message: string, point: CrashPoint | null) {
  const { id } = await enqueueRun({ ...harness.request(graph), inputs: { message } })
  const counts: number[] = []
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const process = crashingProcess(harness.system, attempt === 0 ? point : null)
    const driving = claimAndDrive(process.system, harness.address(id)).then((claimed) => claimed?.done)
    await Promise.race([driving, process.crashed])
    counts.push(process.statements())
    const { status, outputs } = await harness.rowOf(id)
    if (status === 'succeeded' || status === 'failed') return { status, text: outputs?.text, count: counts[0] ?? 0 }
  }
  return { status: 'open', text: null, count: 0 }
}

const named = (name: string) =>
  harness.system.db
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.knowledgeBaseId, knowledgeBaseId), eq(documents.name, name)))

test('stores a document once, and reports content that exists', async () => {
  const store = async (ifExists: string) => {
    const { id } = await enqueueRun({ ...harness.request(storing(ifExists)), inputs: { message: 'Opening hours' } })
    await (await claimAndDrive(harness.system, harness.address(id)))?.done
    return (await harness.rowOf(id)).outputs?.text
  }
  expect(await store('replace')).toBe('queued')
  expect(await store('replace')).toBe('unchanged')
  expect(await store('skip')).toBe('unchanged')
  expect(await named('Opening hours.md')).toHaveLength(1)
})

onEmbedded(
  'stores one document, whichever statement its process is killed at',
  async () => {
    const { count } = await drive(storing('add'), 'Uninterrupted', null)
    expect(count).toBeGreaterThan(5)
    const before = (await harness.system.db.select().from(documents)).length
    let runs = 0
    for (let statement = 1; statement <= count; statement += 2)
      for (const when of ['before', 'after'] as const) {
        const { status, text } = await drive(storing('add'), `Killed ${when} ${statement}`, { statement, when })
        runs += 1
        expect([when, statement, status, ['queued', 'unchanged'].includes(String(text))]).toEqual([
          ...[when, statement, 'succeeded', true],
        ])
      }
    expect((await harness.system.db.select().from(documents)).length).toBe(before + runs)
  },
  120_000,
)

test('new documents have the given metadata as their fields are typed, and values that do not fit are rejected', async () => {
  const { db } = harness.system
  const field = (name: string, type: 'number' | 'list') => ({ name, type, description: '', options: [], rules: [] })
  await db
    .update(knowledgeBases)
    .set({ metadataFields: [field('year', 'number'), field('tags', 'list')] })
    .where(and(eq(knowledgeBases.id, knowledgeBaseId), eq(knowledgeBases.workspaceId, harness.workspaceId)))
  const store = async (title: string, year: string) => {
    const metadata = [
      { name: 'year', value: year },
      { name: 'tags', value: 'a, {{tag}}' },
    ]
    const graph = chatApp(
      [{ id: 'add', type: 'add-to-knowledge', config: { knowledgeBaseId, title, metadata } }],
      ['in.message -> add.content', 'in.message -> add.tag', 'add.status -> out.text'],
    )
    const { id } = await enqueueRun({ ...harness.request(graph), inputs: { message: 'b' } })
    await (await claimAndDrive(harness.system, harness.address(id)))?.done
    return harness.rowOf(id)
  }
  expect((await store('With fields', '2026')).status).toBe('succeeded')
  const [row] = await db
    .select({ metadata: documents.metadata })
    .from(documents)
    .where(and(eq(documents.knowledgeBaseId, knowledgeBaseId), eq(documents.name, 'With fields.md')))
  expect(row?.metadata).toEqual({ year: 2026, tags: ['a', 'b'] })
  expect(await store('Other year', 'soon')).toMatchObject({ status: 'failed' })
})
