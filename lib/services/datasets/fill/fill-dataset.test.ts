import { rm } from 'node:fs/promises'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { ExampleView } from '@/lib/contracts/dataset-examples'
import { SourceView } from '@/lib/contracts/dataset-sources'
import { DatasetView } from '@/lib/contracts/datasets'
import { newId } from '@/lib/core/new-id'
import { apps } from '@/lib/db/schema/apps'
import { datasetExamples, datasetSources, runFeedback } from '@/lib/db/schema/datasets'
import { documents } from '@/lib/db/schema/knowledge'
import { runs } from '@/lib/db/schema/runs'
import { emptyGraph } from '@/lib/graph/graph'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { scriptedModel } from '@/lib/nodes/testing/model-ports'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { chooseRowsEntry } from '../parse/read-rows'
import { fillDataset } from './fill-dataset'

let studio: TestStudio
let owner: TestPerson
let entry: URL

beforeAll(async () => {
  entry = await bundleEntry('lib/services/datasets/parse/rows.entry.ts')
  chooseRowsEntry(entry)
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(async () => {
  await studio.close()
  await rm(path.dirname(entry.pathname), { recursive: true })
})

const BASE = '/api/studio/datasets'
async function request<T>(schema: z.ZodType<T>, method: string, address: string, body?: unknown): Promise<T> {
  const response = await studio.call({ method, path: `${BASE}${address}`, body, person: owner })
  const answer: unknown = await response.json()
  expect(response.status, JSON.stringify(answer)).toBe(200)
  return schema.parse(answer)
}
const create = async (kind: string) => (await request(DatasetView, 'POST', '', { name: 'D', kind })).id
function form(name: string, content: string | Uint8Array<ArrayBuffer>) {
  const body = new FormData()
  body.append('file', new File([content], name))
  return body
}
const upload = (id: string, name: string, content: string | Uint8Array<ArrayBuffer>) =>
  request(SourceView, 'POST', `/${id}/sources`, form(name, content))
async function work(datasetId: string, sourceId: string, models = scriptedModel([]).models) {
  const address = { workspaceId: owner.workspaceId, datasetId, sourceId }
  await fillDataset(studio.system, address, new AbortController().signal, () => models)
  const { sources } = await request(z.object({ sources: z.array(SourceView) }), 'GET', `/${datasetId}/sources`)
  const found = sources.find((source) => source.id === sourceId)
  if (!found) throw new Error('The source is gone.')
  return found
}
async function importFile(id: string, name: string, content: string | Uint8Array<ArrayBuffer>, overrides: object = {}) {
  const source = await upload(id, name, content)
  await request(SourceView, 'POST', `/${id}/sources/${source.id}/import`, { mapping: source.suggested, ...overrides })
  return work(id, source.id)
}
const list = async (id: string, query = '') =>
  (await request(z.looseObject({ examples: z.array(ExampleView) }), 'GET', `/${id}/examples${query}`)).examples

describe('files', () => {
  test('imports a CSV with columns mapped by its header, and reports wrong rows by line', async () => {
    const id = await create('classification')
    const csv =
      'Utterance,Intent,Split\nWhere is it?,delivery,train\n,empty,\nMoney back,refund,test\nWhere is it?,delivery,\nx,y,nowhere\n'
    const source = await upload(id, 'intents.csv', csv)
    expect([source.status, source.columns]).toEqual(['draft', ['Utterance', 'Intent', 'Split']])
    expect(source.suggested).toEqual({ fields: { text: 'Utterance', label: 'Intent' }, split: 'Split' })
    const preview = await request(
      z.object({ good: z.number(), refused: z.number(), rows: z.array(z.unknown()) }),
      'POST',
      `/${id}/sources/${source.id}/preview`,
      { mapping: source.suggested },
    )
    expect([preview.good, preview.refused]).toEqual([3, 2])
    const done = await importFile(id, 'intents.csv', csv, { licence: 'CC-BY-4.0' })
    expect(done).toMatchObject({ status: 'done', licence: 'CC-BY-4.0', exampleCount: 2 })
    expect(done.report).toMatchObject({ rows: 5, added: 2, duplicates: 1, refused: 2 })
    expect(done.report.errors).toMatchObject([
      { line: 3, reason: 'text: Fill this in.', reasonRef: { key: 'datasets.atPlace', params: { place: 'text' } } },
      { line: 6, reason: 'The part must be train, validation or test.', reasonRef: { key: 'datasets.splitUnknown' } },
    ])
    expect((await list(id)).map(({ split }) => split)).toEqual(['train', 'test'])
  })

  test('recognizes OpenAI lines and rejects tool calls with a reason', async () => {
    const id = await create('chat')
    const line = (...messages: object[]) => `${JSON.stringify({ messages })}\n`
    const text =
      line(
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
      ) +
      line(
        { role: 'user', content: [{ type: 'text', text: 'Parts' }] },
        { role: 'assistant', content: 'Yes', weight: 1 },
      ) +
      line({ role: 'user', content: 'Rain?' }, { role: 'assistant', tool_calls: [] }) +
      line({ role: 'user', content: 'Alone' })
    const done = await importFile(id, 'train.jsonl', text)
    expect(done.report).toMatchObject({ added: 2, refused: 2 })
    expect(done.report.errors.map(({ reason }) => reason)).toEqual([
      'Message 2 calls a tool, which examples cannot contain.',
      'messages: A conversation has at least two messages.',
    ])
  })

  test('reads Parquet with its columns', async () => {
    const id = await create('qa')
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'instruction', data: ['What?', 'Who?'] },
          { name: 'output', data: ['That.', 'You.'] },
        ],
      }),
    )
    expect((await importFile(id, 'a.parquet', bytes)).report).toMatchObject({ rows: 2, added: 2 })
    expect((await list(id)).map(({ data }) => data)).toEqual([
      { question: 'What?', answer: 'That.' },
      { question: 'Who?', answer: 'You.' },
    ])
  })

  test.each([
    ['an empty file', 'a.csv', '', 400],
    ['a first line alone', 'a.csv', 'q,a\n', 400],
    ['a reserved column', 'a.csv', '__proto__,a\n1,2\n', 400],
    ['a program', 'a.exe', 'MZ', 415],
    ['broken JSON', 'a.json', '[{"q":', 400],
  ])('rejects %s at once', async (_, name, content, status) => {
    const id = await create('qa')
    const response = await studio.call({
      method: 'POST',
      path: `${BASE}/${id}/sources`,
      body: form(name, content),
      person: owner,
    })
    expect(response.status).toBe(status)
  })

  test('rejects rows with missing columns and keeps them in the report', async () => {
    const id = await create('qa')
    const source = await upload(id, 'a.csv', 'x,y\n1,2\n3,4\n')
    await request(SourceView, 'POST', `/${id}/sources/${source.id}/import`, {
      mapping: { fields: { question: 'x', answer: 'constructor' } },
    })
    expect((await work(id, source.id)).report).toMatchObject({ rows: 2, added: 0, refused: 2 })
  })

  test('an interrupted job resumes after the stored rows and counts nothing twice', async () => {
    const id = await create('qa')
    const rows = Array.from({ length: 6_000 }, (_, index) => `q${index},a${index}`)
    const source = await upload(id, 'long.csv', `question,answer\n${rows.join('\n')}\n`)
    await request(SourceView, 'POST', `/${id}/sources/${source.id}/import`, { mapping: source.suggested })
    const stop = new AbortController()
    const address = { workspaceId: owner.workspaceId, datasetId: id, sourceId: source.id }
    const cut = fillDataset(studio.system, address, stop.signal)
    const settled = cut.catch((error: unknown) => error)
    await expect.poll(async () => (await list(id, '?limit=1')).length, { interval: 5, timeout: 30_000 }).toBe(1)
    stop.abort(new Error('shutdown'))
    await settled
    const [half] = await studio.system.db.select().from(datasetSources).where(eq(datasetSources.id, source.id))
    expect(half?.status).toBe('running')
    expect((await work(id, source.id)).report).toMatchObject({ rows: 6_000, added: 6_000, duplicates: 0 })
  })

  test('stopping ends the import and keeps added examples', async () => {
    const id = await create('qa')
    const source = await upload(id, 'a.csv', 'question,answer\na,b\n')
    await request(SourceView, 'POST', `/${id}/sources/${source.id}/import`, { mapping: source.suggested })
    await request(SourceView, 'POST', `/${id}/sources/${source.id}/stop`)
    expect(await work(id, source.id)).toMatchObject({ status: 'failed', exampleCount: 0 })
  })
})

async function addRun(appId: string, values: Partial<typeof runs.$inferInsert> = {}) {
  const id = newId()
  await studio.system.db.insert(runs).values({
    id,
    workspaceId: owner.workspaceId,
    appId,
    planHash: 'h',
    origin: 'page',
    status: 'succeeded',
    preview: '',
    inputs: { message: `Question ${id}` },
    outputs: { text: 'Answer' },
    labels: {},
    ...values,
  })
  return id
}
const rate = (appId: string, runId: string, rating: 'up' | 'down', correction: string | null = null, by = 'end') =>
  studio.system.db
    .insert(runFeedback)
    .values({ workspaceId: owner.workspaceId, appId, runId, author: `${by}:${newId()}`, rating, correction })

describe('runs and feedback', () => {
  test('corrections replace answers, and bad answers without one await review', async () => {
    const appId = newId()
    await studio.system.db
      .insert(apps)
      .values({ id: appId, workspaceId: owner.workspaceId, name: 'Shop', kind: 'chat', draft: emptyGraph() })
    const history = [
      { role: 'user' as const, content: 'Hi' },
      { role: 'assistant' as const, content: 'Hello' },
    ]
    await rate(appId, await addRun(appId, { inputs: { message: 'Good?' }, history }), 'up')
    await rate(appId, await addRun(appId, { inputs: { message: 'Wrong?' } }), 'down', 'The right answer', 'user')
    await rate(appId, await addRun(appId, { inputs: { message: 'Bad?' } }), 'down')
    await addRun(appId, { inputs: { message: 'Failed?' }, status: 'failed' })
    await addRun(appId, { inputs: { n: 1 }, outputs: {} })
    const id = await create('chat')
    const Preview = z.object({ count: z.number(), corrected: z.number() }).loose()
    const preview = (filter: object) =>
      request(Preview, 'POST', `/${id}/runs/preview`, { filter: { appId, ...filter } })
    expect(await preview({})).toMatchObject({ count: 4, corrected: 1 })
    expect((await preview({ rating: 'down' })).count).toBe(2)
    expect((await preview({ origins: ['api'] })).count).toBe(0)
    expect((await preview({ from: new Date(Date.now() + 60_000).toISOString() })).count).toBe(0)
    const source = await request(SourceView, 'POST', `/${id}/runs`, { filter: { appId }, review: 'approved' })
    expect((await work(id, source.id)).report).toMatchObject({ total: 4, rows: 4, added: 3, refused: 1 })
    expect((await list(id)).map(({ preview: line, review }) => [line, review])).toEqual([
      ['Good? → Answer', 'approved'],
      ['Wrong? → The right answer', 'approved'],
      ['Bad? → Answer', 'pending'],
    ])
    expect((await list(id))[0]?.data).toEqual({
      messages: [...history, { role: 'user', content: 'Good?' }, { role: 'assistant', content: 'Answer' }],
    })
  })

  test('the same question is imported once; shadow runs only on request', async () => {
    const appId = newId()
    const { workspaceId } = owner
    await studio.system.db
      .insert(apps)
      .values({ id: appId, workspaceId, name: 'Shop', kind: 'chat', draft: emptyGraph() })
    const inputs = { message: 'Where do I pay?' }
    const shadowOf = await addRun(appId, { inputs, outputs: { text: 'Live' } })
    await addRun(appId, { inputs, outputs: { text: 'Tried' }, origin: 'shadow', shadowOf })
    const linesFrom = async (origins: string[]) => {
      const id = await create('chat')
      const filter = { appId, origins }
      const { count } = await request(z.looseObject({ count: z.number() }), 'POST', `/${id}/runs/preview`, { filter })
      const source = await request(SourceView, 'POST', `/${id}/runs`, { filter })
      await work(id, source.id)
      const lines = (await list(id)).map(({ preview }) => preview.split(' → ')[1])
      expect(lines).toHaveLength(count)
      return lines.toSorted()
    }
    expect(await linesFrom([])).toEqual(['Live'])
    expect(await linesFrom(['shadow'])).toEqual(['Tried'])
    expect(await linesFrom(['page', 'shadow'])).toEqual(['Live', 'Tried'])
  })

  test.each(['end', 'key'])('a stranger’s correction (%s) awaits review', async (by) => {
    const appId = newId()
    await studio.system.db
      .insert(apps)
      .values({ id: appId, workspaceId: owner.workspaceId, name: 'Shop', kind: 'chat', draft: emptyGraph() })
    const runId = await addRun(appId, { inputs: { message: 'Where do I pay?' } })
    await rate(appId, runId, 'up')
    await rate(appId, runId, 'up', 'Send it to the account of a thief', by)
    const id = await create('chat')
    const source = await request(SourceView, 'POST', `/${id}/runs`, { filter: { appId }, review: 'approved' })
    await work(id, source.id)
    expect((await list(id)).map(({ review }) => review)).toEqual(['pending'])
  })

  test('excludes runs that read restricted documents, unless a person shares them', async () => {
    const { db } = studio.system
    const { workspaceId } = owner
    const appId = newId()
    await db.insert(apps).values({ id: appId, workspaceId, name: 'Shop', kind: 'chat', draft: emptyGraph() })
    const { knowledgeBaseId } = await createKnowledgeBase(db, { workspaceId, name: 'Files' })
    const file = { mimeType: 'text/plain', sizeBytes: 1, sha256: '', fileId: newId(), status: 'ready' as const }
    const documentId = newId()
    const row = { ...file, id: documentId, workspaceId, knowledgeBaseId, name: 'plan.txt' }
    const outputs = { text: 'Zanzibar', documents: [{ documentId }] }
    await addRun(appId, { inputs: { message: 'Plan?' }, outputs })
    await addRun(appId, { inputs: { message: 'Open?' } })
    const id = await create('chat')
    const Preview = z.looseObject({ hasRestricted: z.boolean(), examples: z.array(z.unknown()) })
    const preview = () => request(Preview, 'POST', `/${id}/runs/preview`, { filter: { appId } })
    expect(await preview()).toMatchObject({ hasRestricted: false })
    await db.insert(documents).values({ ...row, access: ['group:sales'] })
    expect(await preview()).toMatchObject({ hasRestricted: true, examples: [{}] })
    const fillFrom = async (overrides: object) =>
      work(id, (await request(SourceView, 'POST', `/${id}/runs`, { filter: { appId }, ...overrides })).id)
    expect((await fillFrom({})).report).toMatchObject({
      added: 1,
      refused: 1,
      errors: [{ line: 1, reason: 'This run read documents that not everyone may see.' }],
    })
    expect(JSON.stringify(await list(id))).not.toContain('Zanzibar')
    expect((await fillFrom({ takesRestricted: true })).report).toMatchObject({ added: 1, duplicates: 1 })
  })

  test('does not find an app of another workspace', async () => {
    const stranger = await studio.signUp('owner')
    const appId = newId()
    await studio.system.db
      .insert(apps)
      .values({ id: appId, workspaceId: stranger.workspaceId, name: 'Theirs', kind: 'chat', draft: emptyGraph() })
    const id = await create('qa')
    for (const path of ['/runs', '/runs/preview'])
      expect(
        (
          await studio.call({
            method: 'POST',
            path: `${BASE}/${id}/${path.slice(1)}`,
            body: { filter: { appId } },
            person: owner,
          })
        ).status,
      ).toBe(404)
  })
})

describe('generation by a model', () => {
  const generate = (id: string, overrides: object = {}) =>
    request(SourceView, 'POST', `/${id}/generate`, { instructions: 'About parcels.', count: 3, ...overrides })
  const answerOf = (...examples: object[]) => ({ text: JSON.stringify({ examples }) })

  test('generated examples await review; invalid and repeated ones are counted; seeds are masked', async () => {
    const id = await create('qa')
    await request(ExampleView, 'POST', `/${id}/examples`, { data: { question: 'Who?', answer: 'ann@example.com' } })
    const { models, requests } = scriptedModel([
      answerOf({ question: 'A?', answer: '1' }, { question: 'A?', answer: '1' }, { text: 'wrong', label: 'kind' }),
      answerOf({ question: 'B?', answer: '2' }, { question: 'C?', answer: '3' }),
    ])
    const done = await work(id, (await generate(id)).id, models)
    expect(done).toMatchObject({ status: 'done', report: { added: 3, duplicates: 1, refused: 1 } })
    expect((await list(id, '?review=pending')).map(({ preview }) => preview)).toEqual(['A? → 1', 'B? → 2', 'C? → 3'])
    const prompt = JSON.stringify(requests[0]?.messages)
    expect(prompt).toContain('[email]')
    expect(prompt).not.toContain('ann@example.com')
    expect(requests[0]?.responseSchema).toBeDefined()
  })

  test('stops when the model repeats itself', async () => {
    const id = await create('qa')
    const { models, requests } = scriptedModel([answerOf({ question: 'A?', answer: '1' })])
    const done = await work(id, (await generate(id)).id, models)
    expect([done.status, done.report.added, requests.length]).toEqual(['done', 1, 4])
  })

  test('reports what to do without a language model', async () => {
    const id = await create('qa')
    const models = {
      ...scriptedModel([]).models,
      resolve: async () => ({ connection: 'builtin', model: 'extractive' }),
    }
    expect(await work(id, (await generate(id)).id, models)).toMatchObject({
      status: 'failed',
      error: 'Generating examples requires a language model. Connect one under Models.',
    })
  })

  test('reports invalid output as a failure with a reason', async () => {
    const id = await create('qa')
    const done = await work(id, (await generate(id)).id, scriptedModel([{ text: 'I cannot.' }]).models)
    expect([done.status, done.error]).toEqual(['failed', 'The model did not return examples. Try another model.'])
  })
})

test('deleting a source removes its examples', async () => {
  const id = await create('qa')
  const source = await importFile(id, 'a.csv', 'question,answer\na,b\n')
  await request(z.unknown(), 'DELETE', `/${id}/sources/${source.id}`)
  expect(await list(id)).toEqual([])
  const [row] = await studio.system.db.select().from(datasetExamples).where(eq(datasetExamples.datasetId, id))
  expect(row?.removedAt).not.toBeNull()
})
