import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { AppError } from '@/lib/core/app-error'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { labResults, labRuns } from '@/lib/db/schema/retrieval-lab'
import { runLab } from '@/lib/evaluation/run-lab'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { optionsWithin } from '../retrieval'
import type { LabModels } from './lab-models'
import { fillLabBase, LAB_TEXTS, wordQuestions } from './testing/fill-lab-base'

let studio: TestStudio
let owner: TestPerson
let base: string
let documentIds: Record<string, string>
const forever = new AbortController().signal

/** The vectors distinguish half of the words; everything else is the real search. */
const models: LabModels = {
  fields: [],
  begin: () => ({
    embed: wordQuestions,
    search: {
      prompt: () => Promise.reject(new AppError('MODEL_MISSING', verbatim('No language model is connected.'))),
      rerank: async ({ texts }) => texts.map((_, index) => ({ index, score: index / texts.length })),
    },
    costMicros: () => 3,
  }),
}

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())
beforeEach(async () => {
  const created = await send('POST', '/api/studio/knowledge', { name: 'Manuals' })
  base = created.body.id
  documentIds = await fillLabBase(studio.system.db, { workspaceId: owner.workspaceId, knowledgeBaseId: base })
})

async function send(method: string, url: string, body?: unknown, person = owner) {
  const response = await studio.call({ method, path: url, body, person })
  return { status: response.status, body: await response.json() }
}
const lab = (rest: string) => `/api/studio/knowledge/${base}/lab/${rest}`

const quoteOf = (name: keyof typeof LAB_TEXTS) => ({
  documentId: documentIds[name],
  documentName: name,
  quote: LAB_TEXTS[name],
})

async function addQuestions() {
  await send('POST', lab('questions'), {
    question: 'How long does the warranty last?',
    answer: 'twenty-four months',
    expected: [quoteOf('warranty.txt')],
  })
  await send('POST', lab('questions'), { question: 'How is scale removed?', expected: [quoteOf('care.txt')] })
}

const configuration = (name: string, options: object = {}) => ({ name, options: RetrievalOptions.parse(options) })
const CONFIGURATIONS = [
  configuration('As it is'),
  configuration('Words, one passage', { limit: 1, search: { mode: 'lexical' }, rerank: { by: 'none' } }),
]

async function start(configurations: unknown[] = CONFIGURATIONS): Promise<string> {
  const started = await send('POST', lab('runs'), { configurations })
  expect(started.status).toBe(200)
  return started.body.id
}
const run = (labRunId: string, signal = forever, using = models) =>
  runLab(studio.system, { workspaceId: owner.workspaceId, labRunId }, signal, using)

test('questions are created, found, changed, removed and restored; each exists once', async () => {
  await addQuestions()
  const { body } = await send('GET', lab('questions?search=WARRANTY'))
  expect(body).toMatchObject({ total: 1, counts: { accepted: 2, pending: 0 } })
  const [question] = body.questions
  expect(question).toMatchObject({ origin: 'typed', review: 'accepted', answer: 'twenty-four months' })
  const second = await send('POST', lab('questions'), { question: ' how long does the WARRANTY last? ', answer: 'x' })
  expect(second.status).toBe(409)
  expect((await send('POST', lab('questions'), { question: 'Without an answer?' })).status).toBe(400)
  const changed = await send('PUT', lab(`questions/${question.id}`), { question: 'How long?', answer: '24' })
  expect(changed.body).toMatchObject({ question: 'How long?', answer: '24', expected: [] })
  const conflict = await send('PUT', lab(`questions/${question.id}`), {
    question: 'How is scale removed?',
    answer: 'x',
  })
  expect(conflict.status).toBe(409)
  const change = (action: string) =>
    send('POST', lab('questions/change'), { questionIds: [question.id], change: action })
  expect((await change('remove')).body).toEqual({ questionIds: [question.id] })
  expect((await send('GET', lab('questions'))).body.total).toBe(1)
  await change('restore')
  expect((await send('GET', lab('questions'))).body.total).toBe(2)
})

test('runs every question with two configurations, and shows metrics and results side by side', async () => {
  await addQuestions()
  const id = await start()
  expect((await send('POST', lab('runs'), { configurations: CONFIGURATIONS })).status).toBe(409)
  await run(id)
  const { body } = await send('GET', lab(`runs/${id}`))
  expect(body.run).toMatchObject({ status: 'done', done: 4, total: 4, questionCount: 2, isOtherIndex: false })
  const [first, second] = body.run.figures
  expect(first.measures.recall10).toMatchObject({ mean: 1, difference: null })
  expect(first.measures.answerFound.mean).toBe(1)
  expect(first.costPerThousandMicros).toBe(3_000)
  expect(second.measures.mrr.difference).toMatchObject({ isSignificant: false })
  expect(body.results).toHaveLength(2)
  const warranty = body.results.find((row: { question: string }) => row.question.includes('warranty'))
  expect(warranty.answers[0].found[warranty.answers[0].places[0] - 1]).toMatchObject({
    documentName: 'warranty.txt',
    holds: [0],
  })
  expect(warranty.answers[1].found).toHaveLength(1)
  expect((await send('GET', lab('runs'))).body.runs).toHaveLength(1)
})

test('with enough questions a run proposes a confidence threshold to configurations without one', async () => {
  for (let number = 1; number <= 20; number += 1)
    await send('POST', lab('questions'), {
      question: `How long does the warranty of machine ${number} last?`,
      expected: [quoteOf('warranty.txt')],
    })
  const id = await start([configuration('Open'), configuration('Strict', { result: { threshold: 0.9 } })])
  await run(id)
  const { body } = await send('GET', lab(`runs/${id}`))
  const [open, strict] = body.run.figures
  expect(open.threshold).toMatchObject({ answered: 20, without: 20 })
  expect(open.threshold.threshold).toBeGreaterThan(0)
  expect(open.threshold.lost).toBeLessThanOrEqual(0.05)
  expect(open.threshold.refused).toBeGreaterThan(0.5)
  expect(open.noThreshold).toBeNull()
  expect(strict).toMatchObject({ threshold: null, noThreshold: { reason: 'has-one' } })
})

test('an interrupted run resumes after the stored results', async () => {
  await addQuestions()
  const id = await start()
  const stop = new AbortController()
  let searches = 0
  const failing: LabModels = {
    ...models,
    begin: (signal) => {
      searches += 1
      if (searches === 3) stop.abort(new Error('shutdown'))
      return models.begin(signal)
    },
  }
  await expect(run(id, stop.signal, failing)).rejects.toThrow('shutdown')
  const stored = await studio.system.db.select().from(labResults).where(eq(labResults.runId, id))
  expect(stored.length).toBeGreaterThan(0)
  expect(stored.length).toBeLessThan(4)
  await run(id)
  expect((await send('GET', lab(`runs/${id}`))).body.run).toMatchObject({ status: 'done', done: 4 })
})

test('a cancelled run makes no more calls; a deleted one leaves nothing behind', async () => {
  await addQuestions()
  const id = await start()
  expect((await send('POST', lab(`runs/${id}/cancel`))).status).toBe(200)
  await run(id)
  expect((await send('GET', lab(`runs/${id}`))).body).toMatchObject({
    run: { status: 'cancelled', done: 0 },
    results: [],
  })
  expect((await send('POST', lab(`runs/${id}/cancel`))).status).toBe(409)
  expect((await send('DELETE', lab(`runs/${id}`))).status).toBe(200)
  expect((await send('GET', lab(`runs/${id}`))).status).toBe(404)
})

test('a permanent error ends the run with the configuration’s name and the reason', async () => {
  await addQuestions()
  const id = await start([configuration('As it is'), configuration('Reworded', { question: { wordings: 2 } })])
  await run(id)
  expect((await send('GET', lab(`runs/${id}`))).body.run).toMatchObject({
    status: 'failed',
    error: '“Reworded”: No language model is connected.',
  })
})

test('a model that becomes unavailable ends the run after a few failed searches, and the next run starts over', async () => {
  for (let number = 1; number <= 12; number += 1)
    await send('POST', lab('questions'), { question: `What is part ${number}?`, expected: [quoteOf('care.txt')] })
  const id = await start()
  let embeds = 0
  const leaving: LabModels = {
    ...models,
    begin: (signal) => ({
      ...models.begin(signal),
      embed: async (texts) => {
        embeds += 1
        if (embeds > 4) throw new AppError('MODEL_FAILED', verbatim('The service answered with an error.'))
        return wordQuestions(texts)
      },
    }),
  }
  await run(id, forever, leaving)
  const { body } = await send('GET', lab(`runs/${id}`))
  expect(body.run).toMatchObject({
    status: 'failed',
    error: '“As it is”: 5 searches in a row failed. The service answered with an error.',
    figures: null,
  })
  expect(body.run.done).toBeLessThan(24)
  // A search skips failed rewordings of a question, but then the comparison would not be fair.
  const reworded = await start([configuration('Reworded', { question: { wordings: 2 } })])
  const failing = () => Promise.reject(new AppError('MODEL_FAILED', verbatim('The service failed (503).')))
  const begin: LabModels['begin'] = (signal) => {
    const calls = models.begin(signal)
    return { ...calls, search: { ...calls.search, prompt: failing } }
  }
  await run(reworded, forever, { ...models, begin })
  expect((await send('GET', lab(`runs/${reworded}`))).body.run).toMatchObject({
    status: 'failed',
    error: '“Reworded”: 5 searches in a row failed. The service failed (503).',
  })
  const second = await start()
  await run(second)
  expect((await send('GET', lab('runs'))).body.runs.map(({ status }: { status: string }) => status)).toEqual([
    'done',
    'failed',
    'failed',
  ])
})

test('after chunking again, the same questions give the same metrics', async () => {
  await addQuestions()
  const before = await start()
  await run(before)
  await fillLabBase(studio.system.db, { workspaceId: owner.workspaceId, knowledgeBaseId: base }, 'sentences')
  const after = await start()
  await run(after)
  const recall = async (id: string) => (await send('GET', lab(`runs/${id}`))).body.run.figures[0].measures.recall10.mean
  expect([await recall(before), await recall(after)]).toEqual([1, 1])
})

test('searches with the access of the viewer that the question names, and within its filters', async () => {
  const hidden = { documentIds: [documentIds['care.txt']], access: ['group:service'] }
  await send('POST', `/api/studio/knowledge/${base}/access`, hidden)
  const question = { expected: [quoteOf('care.txt')] }
  const asUser = (groups: string[]) => ({ viewer: { userId: 'ada', groups } })
  const filters = [{ field: 'document.name', operator: 'equals', value: 'warranty.txt' }]
  await send('POST', lab('questions'), { ...question, question: 'How is scale removed?', ...asUser(['service']) })
  await send('POST', lab('questions'), { ...question, question: 'How is scale taken off?', ...asUser(['sales']) })
  await send('POST', lab('questions'), { ...question, question: 'How does one remove scale?', filters })
  const id = await start([configuration('As it is')])
  await run(id)
  const { body } = await send('GET', lab(`runs/${id}`))
  const placesOf = Object.fromEntries(
    body.results.map((row: { question: string; answers: { places: unknown }[] }) => [
      row.question,
      row.answers[0]?.places,
    ]),
  )
  expect(placesOf).toEqual({
    'How is scale removed?': [expect.any(Number)],
    'How is scale taken off?': [null],
    'How does one remove scale?': [null],
  })
})

test('the best configuration becomes the setting of the base, and can be reset', async () => {
  const path = `/api/studio/knowledge/${base}/retrieval`
  expect((await send('GET', path)).body).toEqual({ options: null })
  const options = RetrievalOptions.parse({ limit: 4, search: { mode: 'lexical' } })
  expect((await send('PUT', path, { options })).body).toEqual({ options })
  expect((await send('GET', path)).body.options).toMatchObject({ limit: 4, search: { mode: 'lexical' } })
  await send('PUT', path, { options: null })
  expect((await send('GET', path)).body).toEqual({ options: null })
})

test('a step without settings searches with those of the base, within its own filters', () => {
  const options = RetrievalOptions.parse({ limit: 6, filters: { conditions: [{ field: 'team', value: 'a' }] } })
  const base = RetrievalOptions.parse({ limit: 12, search: { mode: 'lexical' }, filters: { fromQuestion: true } })
  expect(optionsWithin(options, null)).toEqual(options)
  expect(optionsWithin(options, base)).toEqual({ ...base, filters: options.filters })
  expect(optionsWithin(RetrievalOptions.parse({ limit: 6 }), base)).toEqual(base)
})

test('deleting a knowledge base deletes its lab; another workspace finds nothing', async () => {
  await addQuestions()
  const id = await start()
  const stranger = await studio.signUp('owner')
  expect((await send('GET', lab(`runs/${id}`), undefined, stranger)).status).toBe(404)
  await send('DELETE', `/api/studio/knowledge/${base}`)
  expect(await studio.system.db.select().from(labRuns).where(eq(labRuns.id, id))).toEqual([])
})
