import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { AppError } from '@/lib/core/app-error'
import { labGenerations } from '@/lib/db/schema/retrieval-lab'
import type { EnginePorts } from '@/lib/engine/ports'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { makeQuestions } from './generation-job'
import { fillLabBase, LAB_TEXTS } from './testing/fill-lab-base'

let studio: TestStudio
let owner: TestPerson
let base: string
let prompts: string[]
let answer: (text: string) => string | Error
const forever = new AbortController().signal

const models: Pick<EnginePorts['models'], 'chat' | 'resolve'> = {
  resolve: async () => ({ connection: 'c', model: 'm' }),
  async chat({ messages }, emit) {
    const content = String(messages.at(-1)?.content)
    prompts.push(content)
    const reply = answer(content)
    if (reply instanceof Error) throw reply
    emit({ type: 'text', text: reply })
    const usage = { model: 'c/m', inputTokens: 10, outputTokens: 5, costMicros: 7, estimated: false }
    emit({ type: 'usage', usage })
  },
}

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())
beforeEach(async () => {
  prompts = []
  answer = (text) =>
    JSON.stringify({
      question: `What does ${text.split('\n')[0]} say?`,
      answer: text.split('\n\n')[1]?.split(' ').slice(0, 3).join(' '),
    })
  base = (await send('POST', '/api/studio/knowledge', { name: 'Manuals' })).body.id
  await fillLabBase(studio.system.db, { workspaceId: owner.workspaceId, knowledgeBaseId: base })
})

async function send(method: string, url: string, body?: unknown) {
  const response = await studio.call({ method, path: url, body, person: owner })
  return { status: response.status, body: await response.json() }
}
const lab = (rest: string) => `/api/studio/knowledge/${base}/lab/${rest}`
const csv = (rows: string[][]) =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')

const WARRANTY_PART = LAB_TEXTS['warranty.txt'].split('. ').slice(0, 2).join('. ')

test('reads a CSV file: matches passages and documents, reports mismatches, and stores nothing in a preview', async () => {
  const text = csv([
    ['Question', 'Answer', 'Document', 'Passage'],
    ['How long is the warranty?', 'twenty-four months', '', WARRANTY_PART],
    ['How is scale removed?', '', 'manuals/CARE.TXT', ''],
    ['What do beans cost?', '', 'prices.pdf', ''],
    ['How old is the moon?', '4.5 billion years', '', 'The moon is four and a half billion years old, as rocks tell.'],
    ['', 'nothing', '', ''],
    ['how long is the WARRANTY?', 'again', '', ''],
  ])
  const preview = await send('POST', lab('import'), { format: 'csv', text, save: false })
  expect(preview.body).toMatchObject({ total: 6, good: 3, partly: 1, added: 0 })
  // Unmatched rows first, each group in the order of the file.
  const [beans, empty, second, moon, warranty, scale] = preview.body.rows
  expect(preview.body.rows.map(({ line }: { line: number }) => line)).toEqual([4, 6, 7, 5, 2, 3])
  expect(warranty).toMatchObject({
    line: 2,
    problem: null,
    expected: [{ documentName: 'warranty.txt', quote: WARRANTY_PART }],
  })
  expect(scale).toMatchObject({ problem: null, expected: [{ documentName: 'care.txt', quote: '' }] })
  expect(beans).toMatchObject({ unmatched: ['prices.pdf'], problem: expect.stringContaining('not in these documents') })
  expect(moon).toMatchObject({ expected: [], unmatched: [expect.stringContaining('The moon')], problem: null })
  expect([empty.problem, second.problem]).toEqual([
    expect.stringContaining('no question'),
    'The file contains the question twice.',
  ])
  expect((await send('GET', lab('questions'))).body.total).toBe(0)
  expect((await send('POST', lab('import'), { format: 'csv', text, save: true })).body.added).toBe(3)
  const once = await send('POST', lab('import'), { format: 'csv', text, save: false })
  expect(once.body).toMatchObject({ good: 0, added: 0 })
  expect(once.body.rows.at(-1)).toMatchObject({ line: 7, problemRef: { key: 'lab.questionInLab' } })
  expect((await send('POST', lab('import'), { format: 'csv', text, save: true })).body.added).toBe(0)
  const { body } = await send('GET', lab('questions'))
  expect(body.questions.map(({ origin }: { origin: string }) => origin)).toEqual(['imported', 'imported', 'imported'])
})

test('reads JSON lines with lists, as in public question data sets', async () => {
  const rows = [
    {
      question: 'Which acid?',
      answers: { text: ['citric acid'] },
      contexts: [LAB_TEXTS['care.txt'], LAB_TEXTS['repair.txt']],
    },
    { query: 'Where is the workshop?', documents: ['repair.txt'], passages: [LAB_TEXTS['repair.txt']] },
  ]
  const text = rows.map((row) => JSON.stringify(row)).join('\n')
  const { body } = await send('POST', lab('import'), { format: 'jsonl', text, save: false })
  expect(body.rows[0]).toMatchObject({
    answer: 'citric acid',
    expected: [{ documentName: 'care.txt' }, { documentName: 'repair.txt' }],
  })
  expect(body.rows[1]).toMatchObject({ expected: [{ documentName: 'repair.txt', quote: LAB_TEXTS['repair.txt'] }] })
  expect((await send('POST', lab('import'), { format: 'json', text: '{"a": 1}', save: false })).status).toBe(400)
})

async function make(data = {}): Promise<string> {
  expect((await send('POST', lab('make'), data)).status).toBe(200)
  const [row] = await studio.system.db.select().from(labGenerations).where(eq(labGenerations.knowledgeBaseId, base))
  return row?.id ?? ''
}
const work = (makeId: string, signal = forever) =>
  makeQuestions(studio.system, { workspaceId: owner.workspaceId, makeId }, { signal, attempt: 0 }, models)

test('generated questions await review, and are used once they are accepted', async () => {
  const estimate = await send('POST', lab('make/estimate'), { count: 3 })
  expect(estimate.body).toMatchObject({ calls: 3, inputTokens: expect.any(Number), costMicros: null })
  const id = await make({ count: 4 })
  expect((await send('POST', lab('make'), {})).status).toBe(409)
  await work(id)
  expect((await send('GET', lab('make'))).body.make).toMatchObject({
    status: 'done',
    done: 4,
    total: 4,
    made: 4,
    costMicros: 28,
  })
  // One question per document.
  expect(new Set(prompts.map((text) => text.split('\n')[0])).size).toBe(4)
  expect((await send('GET', lab('questions'))).body).toMatchObject({ total: 0, counts: { accepted: 0, pending: 4 } })
  const pending = (await send('GET', lab('questions?review=pending'))).body.questions
  expect(pending[0]).toMatchObject({
    origin: 'made',
    answer: expect.stringMatching(/./),
    expected: [{ quote: expect.stringMatching(/./) }],
  })
  await send('POST', lab('questions/change'), { questionIds: [pending[0].id], change: 'remove' })
  await send('POST', lab('questions/change'), { questionIds: null, change: 'accept' })
  expect((await send('GET', lab('questions'))).body.counts).toEqual({ accepted: 3, pending: 0 })
})

test('drops answers that the passage does not contain; an unreadable response skips one passage', async () => {
  answer = (text) =>
    text.startsWith('care.txt')
      ? 'I would rather not.'
      : text.startsWith('coffee.txt')
        ? '{"question": "", "answer": ""}'
        : JSON.stringify({ question: `Q ${text.split('\n')[0]}`, answer: 'something made up' })
  await work(await make({ count: 4 }))
  expect((await send('GET', lab('make'))).body.make).toMatchObject({ status: 'done', done: 4, made: 2 })
  const { questions } = (await send('GET', lab('questions?review=pending'))).body
  expect(questions.map((question: { answer: string }) => question.answer)).toEqual(['', ''])
})

test('stops calling when cancelled; reports why it failed; resumes after an interruption', async () => {
  const id = await make({ count: 4 })
  answer = () => new AppError('MODEL_UNREACHABLE', verbatim('Nobody answers.'))
  await expect(work(id)).rejects.toThrow('Nobody answers.')
  const readMake = async () => (await send('GET', lab('make'))).body.make
  expect(await readMake()).toMatchObject({ status: 'running', done: 0, error: 'Nobody answers.' })
  // A service that fails has not read the passage.
  answer = () => new AppError('MODEL_FAILED', verbatim('The service failed (503).'))
  await expect(work(id)).rejects.toThrow('503')
  expect(await readMake()).toMatchObject({ status: 'running', done: 0, error: 'The service failed (503).' })
  prompts = []
  const stop = new AbortController()
  answer = (text) => {
    if (prompts.length === 3) stop.abort(new Error('shutdown'))
    return JSON.stringify({ question: `Q ${text.split('\n')[0]}`, answer: '' })
  }
  await expect(work(id, stop.signal)).rejects.toThrow('shutdown')
  expect(await readMake()).toMatchObject({ status: 'running', error: null })
  await send('DELETE', lab('make'))
  prompts = []
  await work(id)
  expect(prompts).toEqual([])
  expect((await readMake()).status).toBe('cancelled')
})

test('shows the reason of a failure until somebody has read it', async () => {
  const id = await make({ count: 4 })
  answer = () => new AppError('MODEL_UNAUTHORIZED', verbatim('The key was refused.'))
  await work(id)
  expect((await send('GET', lab('make'))).body.make).toMatchObject({ status: 'failed', error: 'The key was refused.' })
  await send('DELETE', lab('make'))
  expect((await send('GET', lab('make'))).body.make).toMatchObject({ status: 'cancelled', error: null })
})
