import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { newId } from '@/lib/core/new-id'
import { documents } from '@/lib/db/schema/knowledge'
import { runEvents } from '@/lib/db/schema/runs'
import { runLab } from '@/lib/evaluation/run-lab'
import { startEmbedder } from '@/lib/models/builtin/testing/start-embedder'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { indexDocument } from '@/lib/rag/ingest/index-document'
import { backgroundCaller, indexEmbedder } from '@/lib/services/knowledge/indexes/index-embedder'

/** So similar in subject and words that the token sketches decide the ranking. */
const TEXTS = [
  'Employees in Norway receive twenty-five days of paid leave. Unused days expire at the end of March.',
  'Employees in Portugal receive twenty-two days of paid leave. Unused days expire at the end of April.',
  'Contractors receive no paid leave. They agree on days off with the person who assigned the project.',
  'Parental leave lasts twenty weeks for each parent. It may be taken in up to three parts.',
  'Sick leave begins on the first day. A certificate from a doctor is needed from the fourth day on.',
  'Unpaid leave of up to three months is approved by the head of the department.',
  'A request for leave is sent two weeks ahead. The manager answers within three working days.',
  'Public holidays are those of the country in which the employee works, not those of the office.',
  'Days of leave that fall on a public holiday are given back to the employee.',
  'The office in Oslo closes at six. Employees who stay longer call the security desk before they leave.',
  'Who leaves the company returns the laptop, the badge and the keys on the last day.',
  'The expense report is due at the end of the month. Receipts older than sixty days are not paid.',
]
const QUESTIONS = [
  'How many vacation days do people in Norway get?',
  'Until when must I use the days that are left over in Portugal?',
  'Who approves three months without pay?',
  'When do I need a note from a doctor?',
  'What happens if a holiday falls into my vacation?',
  'How long is leave for mothers and fathers?',
  'What do I hand in when I quit?',
  'How soon does my boss have to reply to a request?',
]
const OPTIONS = { limit: 10 }

let app: TestApp
let base: string
let stopEmbedder: () => Promise<void>

beforeAll(async () => {
  stopEmbedder = await startEmbedder()
  app = await createTestApp('leave', chatApp([], ['in.message -> out.text']))
  base = Created.parse(await app.request('POST', '/api/studio/knowledge', { name: 'Handbook' })).id
  for (const [index, text] of TEXTS.entries()) await put(`rule-${index}.txt`, text)
  const graph = chatApp(
    [{ id: 'r', type: 'retriever', config: { knowledgeBaseId: base, ...OPTIONS } }],
    ['in.message -> r.query', 'r.documents -> out.text', 'r.documents -> out.documents'],
  )
  const path = `/api/studio/apps/${app.appId}/draft`
  const saved = await app.request('PUT', path, { graph, revision: app.revision })
  app.revision = z.looseObject({ revision: z.number() }).parse(saved).revision
  await app.publish()
})
afterAll(async () => {
  await app.close()
  await stopEmbedder()
})

const Created = z.looseObject({ id: z.string() })

async function put(name: string, text: string): Promise<void> {
  const { system } = app.studio
  const { workspaceId } = app.person
  const id = newId()
  const file = { name, mimeType: 'text/plain', sizeBytes: text.length, sha256: '', fileId: newId() }
  await system.db.insert(documents).values({ id, workspaceId, knowledgeBaseId: base, ...file, status: 'queued' })
  await indexDocument({
    db: system.db,
    document: { workspaceId, knowledgeBaseId: base, id, mimeType: 'text/plain' },
    parsed: {
      text,
      title: name,
      pages: [],
      sections: [],
      language: 'en',
      properties: {},
      notices: [],
      shape: 'prose',
    },
    embedFor: (index) => indexEmbedder({ system, caller: backgroundCaller(workspaceId), index, use: 'document' }),
  })
}

const Passages = z.array(z.looseObject({ chunkId: z.string(), confidence: z.number() }))
/** Passages by rank, with their confidence. */
const ranking = (passages: unknown) =>
  Passages.parse(passages).map(({ chunkId, confidence }) => [chunkId, Number(confidence.toFixed(9))])

async function searchTest(query: string) {
  const response = await app.request('POST', `/api/studio/knowledge/${base}/search`, { query, ...OPTIONS })
  return ranking(z.looseObject({ hits: z.unknown() }).parse(response).hits)
}

const RetrieverEnd = z.looseObject({
  event: z.looseObject({
    type: z.literal('node-end'),
    nodeId: z.literal('r'),
    outputs: z.looseObject({ documents: z.unknown() }),
  }),
})

async function retrieverRun(message: string) {
  const response = await app.router.request(
    '/api/v1/apps/leave/runs',
    postJson({ inputs: { message } }, { ...app.bearer }),
  )
  const { runId } = z.looseObject({ runId: z.string() }).parse(await response.json())
  const rows = await app.studio.system.db
    .select({ events: runEvents.events })
    .from(runEvents)
    .where(eq(runEvents.runId, runId))
    .orderBy(asc(runEvents.seq))
  const ends = rows
    .flatMap(({ events }) => z.array(z.unknown()).parse(events))
    .flatMap((event) => {
      const parsed = RetrieverEnd.safeParse(event)
      return parsed.success ? [parsed.data.event] : []
    })
  return ranking(ends[0]?.outputs.documents)
}

async function labRun(): Promise<Map<string, unknown>> {
  const configurations = [{ name: 'As apps search', options: OPTIONS }]
  const { id } = Created.parse(await app.request('POST', `/api/studio/knowledge/${base}/lab/runs`, { configurations }))
  await runLab(app.studio.system, { workspaceId: app.person.workspaceId, labRunId: id }, new AbortController().signal)
  const Result = z.looseObject({ question: z.string(), answers: z.array(z.looseObject({ found: z.unknown() })) })
  const results = z
    .looseObject({ results: z.array(Result) })
    .parse(await app.request('GET', `/api/studio/knowledge/${base}/lab/runs/${id}`)).results
  return new Map(results.map(({ question, answers }) => [question, ranking(answers[0]?.found)]))
}

async function explained(labQuestionId: string) {
  const response = await app.request('POST', `/api/studio/knowledge/${base}/lab/questions/${labQuestionId}/explain`, {
    options: OPTIONS,
  })
  return ranking(z.looseObject({ given: z.unknown() }).parse(response).given)
}

test('search test, lab run, "why not found" and a Retriever give the same ranking and confidence', async () => {
  const queries: { question: string; id: string }[] = []
  for (const question of QUESTIONS) {
    const expected = [{ documentId: null, documentName: 'rule-0.txt', quote: TEXTS[0] }]
    const created = await app.request('POST', `/api/studio/knowledge/${base}/lab/questions`, { question, expected })
    queries.push({ question, id: Created.parse(created).id })
  }
  const inLab = await labRun()
  for (const { question, id } of queries) {
    const tested = await searchTest(question)
    expect(tested, question).toHaveLength(OPTIONS.limit)
    expect(await retrieverRun(question), `app: ${question}`).toEqual(tested)
    expect(inLab.get(question), `lab: ${question}`).toEqual(tested)
    expect(await explained(id), `why not found: ${question}`).toEqual(tested)
  }
})
