import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { endUserViewer, type Viewer } from '@/lib/core/knowledge/document-access'
import type { ExpectedPassage } from '@/lib/core/knowledge/lab-question'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { documents } from '@/lib/db/schema/knowledge'
import { explainSearch } from '@/lib/rag/lab/explain-search'
import { fillLabBase, LAB_TEXTS, putDocument, wordQuestions } from './testing/fill-lab-base'

let studio: TestStudio
let owner: TestPerson
let base: string
let documentIds: Record<string, string>

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())
beforeEach(async () => {
  base = (await send('POST', '/api/studio/knowledge', { name: 'Manuals' })).body.id
  documentIds = await fillLabBase(studio.system.db, { workspaceId: owner.workspaceId, knowledgeBaseId: base })
})

async function send(method: string, url: string, body?: unknown) {
  const response = await studio.call({ method, path: url, body, person: owner })
  return { status: response.status, body: await response.json() }
}

const quoteOf = (name: keyof typeof LAB_TEXTS): ExpectedPassage => ({
  documentId: documentIds[name] ?? null,
  documentName: name,
  quote: LAB_TEXTS[name],
})

async function explain(query: string, expected: ExpectedPassage[], options: object = {}, viewer: Viewer = null) {
  const { traces, stages } = await explainSearch(
    {
      db: studio.system.db,
      workspaceId: owner.workspaceId,
      knowledgeBaseId: base,
      query,
      viewer,
      options: RetrievalOptions.parse(options),
      embed: wordQuestions,
    },
    expected,
  )
  return { trace: traces[0], traces, last: stages.selected.at(-1) }
}

const NO_ORDER = { rerank: { by: 'none' } }

test('a returned passage has its rank, and its rank in each channel', async () => {
  const { trace } = await explain('How long does the warranty of the machine last?', [quoteOf('warranty.txt')])
  expect(trace).toMatchObject({ verdict: 'found', place: 1, vectorRank: 1, keywordRank: 1, advice: [] })
  expect(trace?.chunk).toMatchObject({ documentName: 'warranty.txt' })
})

test('explains a passage beyond the limit: its ranks, the last returned passage, and how many results would have been enough', async () => {
  const { trace, last } = await explain('espresso machine warranty', [quoteOf('coffee.txt')], { limit: 1, ...NO_ORDER })
  expect(trace).toMatchObject({ verdict: 'beyond-limit', place: null, keywordRank: expect.any(Number) })
  const rank = trace?.orderRank ?? trace?.fusedRank ?? 0
  expect(rank).toBeGreaterThan(1)
  expect(trace?.advice).toContainEqual({ kind: 'limit', value: rank })
  expect(last?.row.documentName).toBe('warranty.txt')
  const { trace: wider } = await explain('espresso machine warranty', [quoteOf('coffee.txt')], {
    limit: rank,
    ...NO_ORDER,
  })
  expect(wider).toMatchObject({ verdict: 'found', place: rank })
})

test('counts keyword and vector ranks beyond the candidates of the search', async () => {
  const { trace } = await explain('zebra machine', [quoteOf('care.txt')], { search: { mode: 'lexical' }, limit: 1 })
  expect(trace).toMatchObject({ verdict: 'no-candidate', keywordRank: null, wordScore: 0, vectorRank: null })
  expect(trace?.advice).toEqual([{ kind: 'wordings', value: null }])
  const dense = await explain('citric acid', [quoteOf('care.txt')], { search: { mode: 'dense' } })
  expect(dense.trace).toMatchObject({ vectorRank: 1, keywordRank: 1, verdict: 'found' })
})

test('names each filter that excluded the passage', async () => {
  const conditions = [
    { field: 'document.name', operator: 'contains', value: 'warranty' },
    { field: 'document.type', operator: 'equals', value: 'text/plain' },
    { field: 'year', operator: 'at-least', value: '2024' },
  ]
  const { trace } = await explain('How is scale removed?', [quoteOf('care.txt')], { filters: { conditions } })
  expect(trace).toMatchObject({ verdict: 'filtered', place: null, advice: [{ kind: 'filters', value: null }] })
  expect(trace?.failing.map(({ field }) => field)).toEqual(['document.name', 'year'])
  const any = await explain('How is scale removed?', [quoteOf('care.txt')], { filters: { match: 'any', conditions } })
  expect(any.trace).toMatchObject({ verdict: 'found', failing: [] })
})

test('reports missing access to the document before any rank', async () => {
  await send('POST', `/api/studio/knowledge/${base}/access`, {
    documentIds: [documentIds['care.txt']],
    access: ['group:service'],
  })
  const request = (viewer: Viewer) => explain('How is scale removed?', [quoteOf('care.txt')], {}, viewer)
  expect((await request(endUserViewer('ada', ['sales']))).trace).toMatchObject({
    verdict: 'not-seen',
    access: ['group:service'],
    advice: [{ kind: 'access', value: null }],
  })
  expect((await request(endUserViewer('ada', ['service']))).trace).toMatchObject({ verdict: 'found' })
})

test('distinguishes documents in the trash, deleted, rewritten, renamed and failed ones', async () => {
  const { db } = studio.system
  const request = async (expected: ExpectedPassage) =>
    (await explain('How is scale removed?', [expected])).trace?.verdict
  const care = quoteOf('care.txt')
  expect(
    await request({ ...care, quote: 'Everything about the moons of Jupiter and their long names in the old books.' }),
  ).toBe('text-gone')
  expect(await request({ documentId: null, documentName: 'nothing.txt', quote: 'x y z' })).toBe('document-gone')
  expect(await request({ documentId: null, documentName: '', quote: LAB_TEXTS['care.txt'] })).toBe('found')
  const setCare = (values: Partial<typeof documents.$inferInsert>) =>
    db
      .update(documents)
      .set(values)
      .where(eq(documents.id, care.documentId ?? ''))
  // The file that replaced it could not be parsed: the old text is found, the new one is not.
  await setCare({ status: 'failed', error: 'This PDF is damaged and could not be opened.' })
  expect(await request(care)).toBe('found')
  const { trace } = await explain('Moons?', [
    { ...care, quote: 'The moons of Jupiter and their long names in the old books.' },
  ])
  expect(trace).toMatchObject({
    verdict: 'document-failed',
    failure: 'This PDF is damaged and could not be opened.',
    advice: [{ kind: 'read-again', value: null }],
  })
  await setCare({ revision: 0 })
  const unreadPassage = { ...care, quote: 'Nothing of this was ever read.' }
  expect(await request(unreadPassage)).toBe('document-failed')
  await setCare({ status: 'parsing', error: null })
  expect(await request(unreadPassage)).toBe('document-not-ready')
  await setCare({ deletedAt: new Date() })
  expect(await request(care)).toBe('document-deleted')
})

test('the per-document limit, variety and confidence each have their verdict', async () => {
  await fillLabBase(studio.system.db, { workspaceId: owner.workspaceId, knowledgeBaseId: base }, 'sentences')
  const sentence = (text: string): ExpectedPassage => ({ ...quoteOf('care.txt'), quote: text })
  const expected = [
    sentence(
      'Dissolve two spoons in a litre of water, let scale soak for half an hour, and rinse the tank twice with fresh water.',
    ),
  ]
  const query = 'Lime is removed with citric acid once a month; vinegar harms the seals'
  const capped = await explain(query, expected, { result: { perDocument: 1 }, limit: 10, ...NO_ORDER })
  expect(capped.trace).toMatchObject({
    verdict: 'per-document',
    advice: [{ kind: 'per-document', value: expect.any(Number) }],
  })
  const unsure = await explain(query, expected, { result: { threshold: 1 } })
  expect(unsure.trace).toMatchObject({ verdict: 'too-unsure', advice: [{ kind: 'threshold', value: null }] })
  expect(unsure.last).toBeUndefined()
})

test('names the per-document limit only where it is the reason, and lifting it helps', async () => {
  await fillLabBase(studio.system.db, { workspaceId: owner.workspaceId, knowledgeBaseId: base }, 'sentences')
  const expected = [{ ...quoteOf('care.txt'), quote: 'Vinegar harms the seals and must not be used.' }]
  const request = async (result: object, limit: number) =>
    (await explain('Lime scale is removed with citric acid; rinse the tank', expected, { result, limit, ...NO_ORDER }))
      .trace
  const capped = await request({ perDocument: 1 }, 10)
  expect(capped).toMatchObject({
    verdict: 'per-document',
    advice: [{ kind: 'per-document', value: expect.any(Number) }],
  })
  expect(await request({ perDocument: capped?.advice[0]?.value }, 10)).toMatchObject({ verdict: 'found' })
  // With a single result it would not be returned without the per-document limit either.
  expect(await request({ perDocument: 1 }, 1)).toMatchObject({ verdict: 'beyond-limit' })
})

test('returns one of several copies; the verdict on the other names it', async () => {
  const { db } = studio.system
  const address = { workspaceId: owner.workspaceId, knowledgeBaseId: base }
  const copy = await putDocument(db, address, 'copy of care.txt', LAB_TEXTS['care.txt'], 'care.txt')
  const bothPassages = [
    quoteOf('care.txt'),
    { ...quoteOf('care.txt'), documentId: copy, documentName: 'copy of care.txt' },
  ]
  const { traces } = await explain('How is scale removed?', bothPassages, { limit: 2 })
  const [passage, other] = traces.toSorted((a, b) => Number(a.verdict === 'copy') - Number(b.verdict === 'copy'))
  expect(passage).toMatchObject({ verdict: 'found', copyOf: null })
  expect(other).toMatchObject({
    verdict: 'copy',
    copyOf: passage?.chunk?.documentName,
    advice: [{ kind: 'copy', value: null }],
  })
})

test('judges a whole document by its best-ranked passage', async () => {
  const filler = Array.from({ length: 14 }, (_, index) => `Note ${index} tells of gardens, rivers and old bridges.`)
  const text = [...filler, 'Descale the boiler with lemon juice.'].join('\n\n')
  const address = { workspaceId: owner.workspaceId, knowledgeBaseId: base }
  await fillLabBase(studio.system.db, address, 'sentences')
  const id = await putDocument(studio.system.db, address, 'long.txt', text)
  const complete = { documentId: id, documentName: 'long.txt', quote: '' }
  const { trace } = await explain('Descale the boiler with what?', [complete], { limit: 1, result: { threshold: 1 } })
  expect(trace).toMatchObject({ verdict: 'too-unsure', vectorRank: 1, keywordRank: 1, orderRank: 1 })
  expect(trace?.chunk?.text).toContain('lemon juice')
})

test('explains a lab question over the API, with the returned and the expected passages', async () => {
  const added = await send('POST', `/api/studio/knowledge/${base}/lab/questions`, {
    question: 'How is scale removed?',
    answer: 'citric acid',
    expected: [quoteOf('care.txt')],
  })
  const options = { search: { mode: 'lexical' } }
  const path = `/api/studio/knowledge/${base}/lab/questions/${added.body.id}/explain`
  const { body } = await send('POST', path, { options })
  expect(body).toMatchObject({
    answerFound: true,
    traces: [{ verdict: 'found' }],
    last: { documentName: expect.any(String) },
  })
  expect(body.given.find(({ holds }: { holds: number[] }) => holds.includes(0))).toMatchObject({
    documentName: 'care.txt',
  })
  expect((await send('POST', path.replace(added.body.id, base), { options })).status).toBe(404)
})
