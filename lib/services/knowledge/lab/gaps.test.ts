import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { apps } from '@/lib/db/schema/apps'
import { runFeedback } from '@/lib/db/schema/datasets'
import { knowledgeSearches } from '@/lib/db/schema/retrieval-lab'
import { runs } from '@/lib/db/schema/runs'
import { emptyGraph } from '@/lib/graph/graph'
import { deleteRuns } from '@/lib/runs/maintenance/delete-runs'
import { searchLog } from './search-log'

let studio: TestStudio
let owner: TestPerson
let base: string
let appId: string

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  appId = newId()
  const app = { id: appId, workspaceId: owner.workspaceId, name: 'Helper', kind: 'chat' as const, draft: emptyGraph() }
  await studio.system.db.insert(apps).values(app)
})
afterAll(() => studio.close())
beforeEach(async () => {
  base = (await send('POST', '/api/studio/knowledge', { name: 'Manuals' })).body.id
})

async function send(method: string, url: string, body?: unknown) {
  const response = await studio.call({ method, path: url, body, person: owner })
  return { status: response.status, body: await response.json() }
}
const gaps = async (query = '') => (await send('GET', `/api/studio/knowledge/${base}/lab/gaps${query}`)).body

interface SampleQuestion {
  query: string
  confidence?: number
  givenCount?: number
  answer?: string
  rating?: 'up' | 'down'
  startedBy?: string
}

/** Adds a run that searched the base. @returns its id */
async function addRun({
  query,
  confidence = 0.9,
  givenCount = 5,
  answer = 'So it is [1].',
  rating,
  startedBy,
}: SampleQuestion) {
  const { db } = studio.system
  const runId = newId()
  const { workspaceId } = owner
  await db.insert(runs).values({
    id: runId,
    workspaceId,
    appId,
    planHash: 'h',
    origin: 'widget',
    status: 'succeeded',
    preview: query,
    inputs: { message: query },
    outputs: { text: answer },
    labels: {},
    startedBy: startedBy ?? null,
  })
  if (rating) await db.insert(runFeedback).values({ workspaceId, appId, runId, author: 'end:v', rating })
  searchLog(db).add({ workspaceId, knowledgeBaseId: base, runId, query, confidence, givenCount })
  return runId
}

// Chinese questions are compared by words, because the built-in model does not support them: no model is loaded.
const RETURNS = ['退货需要多少天', '退货最多需要多少天', '退货期限是多少天']
const OTHER = '咖啡机的颜色有哪些'

test('clusters questions that found nothing, were unsure, unknown or rated down, by topic', async () => {
  await addRun({ query: '保修期多长' })
  for (const query of RETURNS) await addRun({ query, givenCount: 0, confidence: 0 })
  await addRun({ query: RETURNS[0] ?? '', confidence: 0.1 })
  await addRun({ query: OTHER, answer: '抱歉，文档中没有提到。' })
  await addRun({ query: '如何清洗水箱', rating: 'down' })
  const body = await gaps()
  expect(body).toMatchObject({ asked: 7, missed: 6, isCut: false })
  expect(body.clusters).toHaveLength(3)
  const [returns, ...others] = body.clusters
  expect(returns).toMatchObject({ count: 4, wordings: 3 })
  expect(returns.questions.map(({ question }: { question: string }) => question).sort()).toEqual([...RETURNS].sort())
  expect(returns.questions[0].question).toBe(returns.central)
  const repeated = returns.questions.find(({ question }: { question: string }) => question === RETURNS[0])
  expect(repeated).toMatchObject({ count: 2, reasons: expect.arrayContaining(['nothing', 'unsure']), isInLab: false })
  expect(
    others
      .flatMap((cluster: { questions: { reasons: string[] }[] }) => cluster.questions.map(({ reasons }) => reasons))
      .sort(),
  ).toEqual([['rated-down'], ['unknown']])
})

test('the confidence threshold, the users and the period can be selected', async () => {
  await addRun({ query: OTHER, confidence: 0.3 })
  await addRun({ query: RETURNS[0] ?? '', givenCount: 0, startedBy: owner.userId })
  expect((await gaps()).missed).toBe(1)
  expect((await gaps('?unsureBelow=50')).missed).toBe(2)
  expect(await gaps('?who=outside')).toMatchObject({ asked: 1, missed: 0, clusters: [] })
  expect((await send('GET', `/api/studio/knowledge/${base}/lab/gaps?days=0`)).status).toBe(400)
})

test('the report shows which questions were added to the lab', async () => {
  const runId = await addRun({ query: OTHER, givenCount: 0 })
  const [cluster] = (await gaps()).clusters
  expect(cluster.questions[0].runId).toBe(runId)
  const added = await send('POST', `/api/studio/knowledge/${base}/lab/questions`, {
    question: OTHER,
    answer: '红色',
    runId,
  })
  expect(added.body).toMatchObject({ origin: 'chat', runId })
  expect((await gaps()).clusters[0].questions[0].isInLab).toBe(true)
})

test('deleting a run deletes its searches', async () => {
  const { db } = studio.system
  const runId = await addRun({ query: OTHER, givenCount: 0 })
  await searchLog(db).flush()
  await db.transaction((tx) => deleteRuns(tx, owner.workspaceId, [runId]))
  expect((await db.select().from(knowledgeSearches)).some((row) => row.runId === runId)).toBe(false)
  expect((await gaps()).asked).toBe(0)
})

test('a search in a deleted knowledge base does not affect others', async () => {
  const { db } = studio.system
  const stale = { workspaceId: owner.workspaceId, knowledgeBaseId: newId(), runId: newId(), query: 'x' }
  searchLog(db).add({ ...stale, confidence: 0, givenCount: 0 })
  await addRun({ query: OTHER, givenCount: 0 })
  expect((await gaps()).missed).toBe(1)
})
