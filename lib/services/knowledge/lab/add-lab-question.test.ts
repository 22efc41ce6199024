import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { apps } from '@/lib/db/schema/apps'
import { runEvents, runs } from '@/lib/db/schema/runs'
import { emptyGraph } from '@/lib/graph/graph'
import { passagesToJson } from '@/lib/nodes/shared/passages/passages'
import { passage } from '@/lib/nodes/testing/model-ports'

let studio: TestStudio
let owner: TestPerson
let base: string
let appId: string
const chunkIds = [newId(), newId(), newId(), newId()]

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  base = (await send('POST', '/api/studio/knowledge', { name: 'Manuals' })).body.id
  appId = newId()
  const app = { id: appId, workspaceId: owner.workspaceId, name: 'Helper', kind: 'chat' as const, draft: emptyGraph() }
  await studio.system.db.insert(apps).values(app)
})
afterAll(() => studio.close())

async function send(method: string, url: string, body?: unknown, person = owner) {
  const response = await studio.call({ method, path: url, body, person })
  return { status: response.status, body: await response.json() }
}

/** Adds a run whose Retriever returned four passages and whose answer cites those at `cited`. @returns its id */
async function answered(message: string, cited: readonly number[], knowledgeBaseId = base): Promise<string> {
  const { db } = studio.system
  const id = newId()
  const passages = chunkIds.map((chunkId, index) => ({
    ...passage(index + 1, `Passage number ${index + 1}.`),
    chunkId,
    documentId: newId(),
    knowledgeBaseId,
  }))
  const citations = cited.map((index) => ({ number: index + 1, chunkId: chunkIds[index] ?? '' }))
  await db.insert(runs).values({
    id,
    workspaceId: owner.workspaceId,
    appId,
    planHash: 'h',
    origin: 'widget',
    status: 'succeeded',
    inputs: { message },
    outputs: { text: 'So.', citations },
    labels: {},
    preview: message,
  })
  const outputs = { documents: passagesToJson(passages) }
  const event = { type: 'node-end' as const, outputs, durationMs: 1, nodeId: 'r', path: ['r'], atMs: 0 }
  await db.insert(runEvents).values({ runId: id, seq: 1, writer: 'w', events: [{ seq: 1, event }] })
  return id
}
const add = (runId: string, person = owner) =>
  send('POST', `/api/studio/runs/${runId}/lab-questions`, undefined, person)
const questions = async (review: string) =>
  (await send('GET', `/api/studio/knowledge/${base}/lab/questions?review=${review}`)).body.questions

test('expects the cited passages, and adds the same question only once', async () => {
  const runId = await answered('How long?', [1, 3])
  expect((await add(runId)).body).toEqual({
    added: [{ knowledgeBaseId: base, knowledgeBaseName: 'Manuals', review: 'accepted' }],
  })
  const [question] = await questions('accepted')
  expect(question).toMatchObject({ question: 'How long?', origin: 'chat', runId })
  expect(question.expected.map(({ quote }: { quote: string }) => quote)).toEqual([
    'Passage number 2.',
    'Passage number 4.',
  ])
  expect((await add(runId)).body.added).toMatchObject([{ review: null }])
})

test('without citations the first passages are proposed for review', async () => {
  expect((await add(await answered('And then?', []))).body.added).toMatchObject([{ review: 'pending' }])
  const [question] = await questions('pending')
  expect(question.expected).toHaveLength(3)
})

test('rejects runs without passages, of deleted bases, of other workspaces and for viewers', async () => {
  const { db } = studio.system
  const empty = newId()
  await db.insert(runs).values({
    id: empty,
    workspaceId: owner.workspaceId,
    appId,
    planHash: 'h',
    origin: 'studio',
    status: 'succeeded',
    inputs: { message: 'Hello' },
    outputs: {},
    labels: {},
    preview: 'Hello',
  })
  expect((await add(empty)).status).toBe(400)
  expect((await add(await answered('Gone?', [0], newId()))).status).toBe(404)
  const runId = await answered('Mine?', [0])
  expect((await add(runId, await studio.signUp('owner'))).status).toBe(404)
  expect((await add(runId, await studio.signUp('viewer', owner.workspaceId))).status).toBe(403)
})
