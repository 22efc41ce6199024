import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { IndexView } from '@/lib/contracts/knowledge-indexes'
import { newId } from '@/lib/core/new-id'
import { chunks, documents, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import type { CutText } from '@/lib/models/builtin/embedder-protocol'
import { dropSingleton } from '@/lib/platform/singleton'
import type { EmbedTexts } from '@/lib/rag/indexes/embed-passages'
import { indexDocument } from '@/lib/rag/ingest/index-document'
import { callLedger } from '../../gateway/workspace-gateway'
import { runBuildIndex, runDeleteIndex } from './build-index-job'

let studio: TestStudio
let owner: TestPerson
let service: Server
let connection: string
let parserEntry: URL
let base: string
/** The status of the service's response, by the number of calls so far. */
let answer: (call: number) => number
let calls: { input: string[] }[]
/** Calls to paths that start with this return vectors of six numbers instead of five. */
let wide: string

const EmbedRequest = z.object({ input: z.array(z.string()) })

beforeAll(async () => {
  parserEntry = await bundleEntry('lib/rag/parse/worker.entry.ts')
  service = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part.toString()
    })
    request.on('end', () => {
      const embedRequest = EmbedRequest.safeParse(JSON.parse(body || '{}'))
      const status = embedRequest.success ? answer(calls.length) : 200
      if (embedRequest.success) calls.push(embedRequest.data)
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(status === 429 ? { 'retry-after': '0' } : {}),
      })
      const extraDims = request.url?.startsWith(wide) ? [5] : []
      const data = embedRequest.data?.input.map((text, index) => ({
        index,
        embedding: [text.length, 1, 2, 3, 4, ...extraDims],
      }))
      const usage = { prompt_tokens: 7, total_tokens: 7 }
      response.end(
        JSON.stringify(status === 200 ? { data: data ?? [], usage, object: 'list' } : { error: { message: 'no' } }),
      )
    })
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const { port } = service.address() as AddressInfo
  process.env.EGRESS_ALLOW = `http://127.0.0.1:${port}`
  // A log line of an earlier file may have read the settings.
  dropSingleton('env')
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  const baseUrl = `http://127.0.0.1:${port}/v1`
  const created = await post('/api/studio/connections', {
    name: 'Own',
    provider: 'openai-compatible',
    baseUrl,
    apiKey: 'k',
  })
  connection = created.body.id
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  service.close()
  await studio.close()
})
beforeEach(async () => {
  calls = []
  answer = () => 200
  wide = '/none'
  studio.sentJobs.length = 0
  base = (await post('/api/studio/knowledge', { name: 'Files' })).body.id
  for (const [name, text] of [
    ['cats', 'Cats sleep most of the day.'],
    ['seine', 'The river Seine flows through Paris.'],
  ] as const)
    await put(name, text)
})

async function post(path: string, body: unknown, method = 'POST') {
  const response = await studio.call({ method, path, body, person: owner })
  return { status: response.status, body: await response.json() }
}

async function put(name: string, text: string): Promise<void> {
  const { db } = studio.system
  const id = newId()
  const knowledgeKey = { workspaceId: owner.workspaceId, knowledgeBaseId: base }
  await db.insert(documents).values({
    ...knowledgeKey,
    id,
    name,
    mimeType: 'text/plain',
    sizeBytes: 1,
    sha256: '',
    fileId: newId(),
    status: 'queued',
  })
  const parsed = { text, title: name, pages: [], sections: [], language: 'en', properties: {}, notices: [] }
  await indexDocument({
    db,
    document: { ...knowledgeKey, id, mimeType: 'text/plain' },
    parsed: { ...parsed, shape: 'prose' },
    embedFor: ({ dims }) => standIn(dims),
  })
}

/** Replaces the built-in model. Like that model, it stores token sketches of the embedded texts. */
function standIn(dims: number): EmbedTexts {
  const vector = () => new Float32Array(dims).fill(0.5)
  return Object.assign(async (texts: string[]) => texts.map(vector), {
    passages: async (texts: readonly CutText[]) => texts.map(() => ({ vector: vector(), signs: Uint8Array.of(1) })),
  })
}

const plan = (changes: object = {}) => ({
  embedder: { connection, model: 'embed-small' },
  chunking: {},
  ...changes,
})
const path = (rest: string) => `/api/studio/knowledge/${base}/${rest}`

async function indexes(): Promise<IndexView[]> {
  const response = await studio.call({ method: 'GET', path: path('indexes'), person: owner })
  return z.object({ indexes: z.array(IndexView) }).parse(await response.json()).indexes
}

async function build(indexId: string, withoutFailed = false): Promise<void> {
  const data = { workspaceId: owner.workspaceId, indexId, withoutFailed }
  await runBuildIndex(studio.system, data, new AbortController().signal, { entry: parserEntry })
}

test('rebuilds with a connection’s model of any dimension: estimates, requests its dimension, builds through the gateway, switches', async () => {
  const estimate = await post(path('rebuild/estimate'), plan())
  expect(estimate).toMatchObject({
    status: 200,
    body: { documents: 2, unreadDocuments: 0, isSame: false, languages: null },
  })
  expect(estimate.body.tokens).toBeGreaterThan(10)
  const { body } = await post(path('rebuild'), plan())
  expect(body).toEqual({ indexId: expect.any(String) })
  expect(studio.sentJobs.map(({ kind }) => kind)).toEqual(['build-index'])
  expect(await indexes()).toMatchObject([
    { status: 'active', dims: 384, documentsDone: 2 },
    {
      id: body.indexId,
      status: 'building',
      dims: 5,
      documentsDone: 0,
      documentsTotal: 2,
      embedderName: 'embed-small (Own)',
    },
  ])
  expect(await post(path('rebuild'), plan())).toMatchObject({ status: 409 })
  await build(body.indexId)
  expect(await indexes()).toMatchObject([
    { id: body.indexId, status: 'active', documentsDone: 2, tokens: 14, chunkCount: 2 },
    { status: 'retired', dims: 384 },
  ])
  expect(calls.flatMap(({ input }) => input).toSorted()).toEqual([
    'cats\nCats sleep most of the day.',
    'seine\nThe river Seine flows through Paris.',
    'width',
  ])
  await callLedger(studio.system.db).flush()
  const ledger = await studio.system.db.select().from(modelCalls).where(eq(modelCalls.workspaceId, owner.workspaceId))
  expect(ledger.filter(({ origin, ability }) => origin === 'knowledge' && ability === 'embed')).toHaveLength(3)
  const found = await post(path('search'), { query: 'cats' })
  expect(found.body.hits[0]).toMatchObject({ documentName: 'cats', vectorRank: expect.any(Number) })
})

test('retries transient errors at once, reports permanent ones, and resumes the build later', async () => {
  const { body } = await post(path('rebuild'), plan())
  answer = (call) => (call === 1 ? 429 : 200)
  await build(body.indexId)
  expect((await indexes())[0]).toMatchObject({ id: body.indexId, status: 'active' })

  const second = await post(path('rebuild'), plan({ embedder: { connection, model: 'other' } }))
  answer = () => 401
  await build(second.body.indexId)
  const [, stopped] = await indexes()
  expect(stopped).toMatchObject({ status: 'building', error: expect.stringMatching(/key/i) })
  answer = () => 200
  expect(await post(path(`indexes/${second.body.indexId}/continue`), {})).toMatchObject({ status: 200 })
  await build(second.body.indexId)
  expect((await indexes())[0]).toMatchObject({ id: second.body.indexId, status: 'active', error: null })
})

test('a route skips a service with vectors of another length, in building and in searching', async () => {
  const { port } = service.address() as AddressInfo
  const named = { name: 'Changed', provider: 'openai-compatible', apiKey: 'k' }
  const other = await post('/api/studio/connections', { ...named, baseUrl: `http://127.0.0.1:${port}/changed/v1` })
  const targets = [other.body.id, connection].map((id) => ({ model: { connection: id, model: 'embed-small' } }))
  const route = { name: 'vectors', policy: { strategy: 'ordered', ability: 'embed', retries: 0, targets } }
  expect((await post('/api/studio/routes', route)).status).toBe(200)
  const embedder = { connection: 'route', model: 'vectors' }
  const { body } = await post(path('rebuild'), plan({ embedder }))
  expect((await indexes())[1]).toMatchObject({ id: body.indexId, dims: 5 })
  wide = '/changed'
  await build(body.indexId)
  expect((await indexes())[0]).toMatchObject({ id: body.indexId, status: 'active', dims: 5, chunkCount: 2 })
  const found = await post(path('search'), { query: 'cats' })
  expect(found.body.hits[0]).toMatchObject({ documentName: 'cats', vectorRank: expect.any(Number) })
  // If services return different dimensions, the error explains the remedy.
  wide = '/'
  expect(await post(path('search'), { query: 'river' })).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('Rebuild its index') } },
  })
})

test('reports a wrong key before anything starts', async () => {
  answer = () => 401
  const started = await post(path('rebuild'), plan())
  expect(started.status).toBeGreaterThanOrEqual(400)
  expect(await indexes()).toHaveLength(1)
})

test('deletes a cancelled build with its chunks; the active index stays', async () => {
  const { db } = studio.system
  const { body } = await post(path('rebuild'), plan())
  await post(path(`indexes/${body.indexId}/cancel`), undefined)
  await build(body.indexId)
  expect(await indexes()).toMatchObject([{ status: 'active', dims: 384 }])
  await runDeleteIndex(
    studio.system,
    { workspaceId: owner.workspaceId, indexId: body.indexId },
    new AbortController().signal,
  )
  expect(await db.select().from(knowledgeIndexes).where(eq(knowledgeIndexes.id, body.indexId))).toEqual([])
  expect(await post(path(`indexes/${body.indexId}/cancel`), undefined)).toMatchObject({ status: 404 })
})

test('keeps a retired index for a day, restores it, and deletes a discarded one in parts', async () => {
  const { db } = studio.system
  const { body } = await post(path('rebuild'), plan({ embedder: { connection: 'builtin', model: 'all-MiniLM-L6-v2' } }))
  const [active] = await indexes()
  // The same model: nothing has to be embedded, so the built-in one is not loaded here.
  await build(body.indexId)
  const retiredId = active?.id ?? ''
  const signal = new AbortController().signal
  await runDeleteIndex(studio.system, { workspaceId: owner.workspaceId, indexId: retiredId }, signal)
  expect(await indexes()).toMatchObject([{ id: body.indexId }, { id: retiredId, status: 'retired' }])
  await post(path(`indexes/${retiredId}/restore`), undefined)
  await build(retiredId)
  expect(await indexes()).toMatchObject([
    { id: retiredId, status: 'active' },
    { id: body.indexId, status: 'retired' },
  ])
  await post(path(`indexes/${body.indexId}`), undefined, 'DELETE')
  await runDeleteIndex(studio.system, { workspaceId: owner.workspaceId, indexId: body.indexId }, signal)
  expect(await db.select().from(chunks).where(eq(chunks.indexId, body.indexId))).toEqual([])
  expect(await indexes()).toHaveLength(1)
})
