import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { documents, metadataFills } from '@/lib/db/schema/knowledge'
import type { EnginePorts } from '@/lib/engine/ports'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { indexDocument } from '@/lib/rag/ingest/index-document'
import { READING_JOB } from '../read-in-turns'
import { fillMetadata } from './fill-metadata'

let studio: TestStudio
let owner: TestPerson
let base: string
let prompts: string[]
let answer: (text: string) => string | Error

const models: Pick<EnginePorts['models'], 'chat' | 'resolve'> = {
  resolve: async () => ({ connection: 'c', model: 'm' }),
  async chat({ messages }, emit) {
    const content = String(messages.at(-1)?.content)
    prompts.push(content)
    const reply = answer(content)
    if (reply instanceof Error) throw reply
    emit({ type: 'text', text: reply })
  },
}

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())
beforeEach(async () => {
  prompts = []
  answer = () => '{"author": "Ada", "year": "soon", "other": 1}'
  base = (await send('POST', '/api/studio/knowledge', { name: 'Files' })).body.id
  await send('PUT', path('metadata'), {
    fields: [
      { name: 'author', type: 'text' },
      { name: 'year', type: 'number' },
    ],
  })
  for (const name of ['a', 'b', 'c']) await put(name)
})

async function send(method: string, url: string, body?: unknown) {
  const response = await studio.call({ method, path: url, body, person: owner })
  return { status: response.status, body: await response.json() }
}
const path = (rest: string) => `/api/studio/knowledge/${base}/${rest}`

async function put(name: string): Promise<void> {
  const id = newId()
  const knowledgeKey = { workspaceId: owner.workspaceId, knowledgeBaseId: base }
  const file = { name, mimeType: 'text/plain', sizeBytes: 1, sha256: '', fileId: newId(), status: 'queued' as const }
  await studio.system.db.insert(documents).values({ ...knowledgeKey, ...file, id })
  const parsed = {
    text: `Text ${name}.`,
    title: name,
    pages: [],
    sections: [],
    language: 'en',
    properties: {},
    notices: [],
  }
  await indexDocument({
    db: studio.system.db,
    document: { ...knowledgeKey, id, mimeType: 'text/plain' },
    parsed: { ...parsed, shape: 'prose' },
    embedFor: (index) => async (texts) => texts.map(() => new Float32Array(index.dims).fill(0.5)),
  })
}

async function run(attempt = 0): Promise<void> {
  const [row] = await studio.system.db.select().from(metadataFills).where(eq(metadataFills.knowledgeBaseId, base))
  const data = { workspaceId: owner.workspaceId, fillId: row?.id ?? '' }
  await fillMetadata(studio.system, data, { signal: new AbortController().signal, attempt }, models)
}

test('a model proposes typed values for empty fields; nothing is written before acceptance', async () => {
  expect(await send('POST', path('metadata/fill'), { fields: ['author', 'year'] })).toMatchObject({ status: 200 })
  expect(await send('POST', path('metadata/fill'), { fields: ['author'] })).toMatchObject({ status: 409 })
  await run()
  const { body } = await send('GET', path('metadata/proposals'))
  expect(body).toMatchObject({ fill: { status: 'done', doneCount: 3, totalCount: 3 }, total: 3 })
  expect(body.proposals[0]).toMatchObject({ name: 'a', values: { author: 'Ada' } })
  expect(body.proposals[0].values).not.toHaveProperty('year')
  expect((await send('GET', path('documents'))).body.documents[0].metadata).toEqual({})
  const [first, second] = body.proposals.map(({ documentId }: { documentId: string }) => documentId)
  await send('POST', path('documents/change'), {
    documentIds: [second],
    change: { action: 'describe', values: { author: 'Bob' } },
  })
  await send('POST', path('metadata/proposals'), { documentIds: [first, second], accept: true })
  expect(await send('POST', path('metadata/proposals'), { documentIds: null, accept: false })).toMatchObject({
    body: { changed: 1 },
  })
  expect((await send('GET', path('documents?order=name'))).body.documents).toMatchObject([
    { metadata: { author: 'Ada' }, metadataOrigins: { author: 'model' } },
    { metadata: { author: 'Bob' }, metadataOrigins: { author: 'person' } },
    { metadata: {} },
  ])
})

test('an interrupted fill resumes with the next document; an answer that is not JSON skips its document', async () => {
  await send('POST', path('metadata/fill'), { fields: ['author'] })
  answer = (text) =>
    text.includes('Text b') ? new AppError('MODEL_RATE_LIMITED', verbatim('Wait.')) : '{"author": "Ada"}'
  // It has received data, so the full number of attempts is available again.
  await run(READING_JOB.retryLimit)
  const fill = async () => (await send('GET', path('metadata/proposals'))).body.fill
  expect(await fill()).toMatchObject({ status: 'running', doneCount: 1, error: 'Wait.' })
  await expect(run()).rejects.toThrow('Wait.')
  answer = (text) => (text.includes('Text b') ? 'I cannot say.' : '{"author": "Ada"}')
  await run()
  expect(prompts.map((text) => text.slice(-7))).toEqual(['Text a.', 'Text b.', 'Text b.', 'Text b.', 'Text c.'])
  expect((await send('GET', path('metadata/proposals'))).body).toMatchObject({
    fill: { status: 'done', error: null },
    total: 2,
  })
})

test('a service that keeps failing ends the fill at the last attempt', async () => {
  await send('POST', path('metadata/fill'), { fields: ['author'] })
  answer = () => new AppError('MODEL_FAILED', verbatim('The service failed (503).'))
  await expect(run(READING_JOB.retryLimit - 1)).rejects.toThrow('503')
  await run(READING_JOB.retryLimit)
  expect((await send('GET', path('metadata/proposals'))).body.fill).toMatchObject({
    status: 'failed',
    error: 'The service failed (503).',
  })
})

test('ends with an explanation without a language model and after a cancellation', async () => {
  await send('POST', path('metadata/fill'), { fields: ['author'] })
  answer = () => new AppError('MODEL_MISSING', verbatim('Connect one under Models.'))
  await run()
  expect((await send('GET', path('metadata/proposals'))).body.fill).toMatchObject({
    status: 'failed',
    error: 'Connect one under Models.',
  })
  await send('POST', path('metadata/fill'), { fields: ['author'] })
  await send('DELETE', path('metadata/fill'))
  expect((await send('GET', path('metadata/proposals'))).body.fill).toMatchObject({ status: 'cancelled' })
  expect(await send('POST', path('metadata/fill'), { fields: ['nothing'] })).toMatchObject({ status: 400 })
})
