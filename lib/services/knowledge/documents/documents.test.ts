import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { chunks, documents, indexedDocuments } from '@/lib/db/schema/knowledge'
import { untilBlocked } from '@/lib/db/testing/until-blocked'
import { putFile } from '@/lib/files/store'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { startEmbedder } from '@/lib/models/builtin/testing/start-embedder'
import { indexDocument } from '@/lib/rag/ingest/index-document'
import { removeChunks } from '@/lib/rag/ingest/remove-chunks'
import { ingest } from '../ingest'
import { reportIngest } from '../report-ingest'
import { emptyTrash } from './empty-trash'
import { releaseChunks } from './trash-documents'

let studio: TestStudio
let endEmbedder: () => Promise<void>
let owner: TestPerson
let base: string

beforeAll(async () => {
  endEmbedder = await startEmbedder()
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(async () => {
  await studio.close()
  await endEmbedder()
})
beforeEach(async () => {
  studio.sentJobs.length = 0
  base = (await send('POST', '/api/studio/knowledge', { name: 'Files' })).body.id
})

async function send(method: string, path: string, body?: unknown) {
  const response = await studio.call({ method, path, body, person: owner })
  return { status: response.status, body: await response.json() }
}
const path = (rest: string) => `/api/studio/knowledge/${base}/${rest}`
const find = async (query = '') => (await send('GET', path(`documents${query}`))).body
const change = (documentIds: string[], changes: object) =>
  send('POST', path('documents/change'), { documentIds, change: changes })
const names = (found: { documents: { name: string }[] }) => found.documents.map(({ name }) => name)

async function put(
  name: string,
  text: string,
  options: { mimeType?: string; properties?: Record<string, string> } = {},
) {
  const { db } = studio.system
  const { mimeType = 'text/plain', properties = {} } = options
  const where = { workspaceId: owner.workspaceId, knowledgeBaseId: base }
  const [known] = await db.select().from(documents).where(eq(documents.name, name))
  const id = known?.knowledgeBaseId === base ? known.id : newId()
  await db
    .insert(documents)
    .values({ ...where, id, name, mimeType, sizeBytes: text.length, sha256: '', fileId: newId(), status: 'queued' })
    .onConflictDoNothing()
  const parsed = { text, title: name, pages: [], sections: [], language: 'en', notices: [], shape: 'prose' as const }
  await indexDocument({
    db,
    document: { ...where, id, mimeType },
    parsed: { ...parsed, properties },
    embedFor: (index) => async (texts) => texts.map(() => new Float32Array(index.dims).fill(0.5)),
  })
  return id
}

/** From now on only the test changes the time of this process. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  onTestFinished(() => void vi.useRealTimers())
}

const rowOf = async (id: string) =>
  (await studio.system.db.select().from(documents).where(eq(documents.id, id)))[0] ?? expect.unreachable('no document')

test('stops embedding a document that is moved to the trash', async () => {
  stopClock()
  const { db } = studio.system
  const id = await put('long', 'Short at first.')
  const where = { workspaceId: owner.workspaceId, knowledgeBaseId: base }
  const { report, superseded } = reportIngest(db, await rowOf(id))
  let parts = 0
  const text = Array.from({ length: 600 }, (_, index) => `# Part ${index}\n\n${`Word ${index} `.repeat(90)}`).join(
    '\n\n',
  )
  const indexing = indexDocument({
    db,
    document: { ...where, id, mimeType: 'text/markdown' },
    onProgress: report,
    signal: superseded,
    parsed: {
      text,
      title: 'long',
      pages: [],
      sections: [],
      language: 'en',
      notices: [],
      shape: 'prose',
      properties: {},
    },
    embedFor: (index) => async (texts, options) => {
      parts += 1
      if (parts === 2) await change([id], { action: 'delete' })
      vi.setSystemTime(Date.now() + 550)
      options.onProgress?.(texts.length, texts.length)
      return texts.map(() => new Float32Array(index.dims).fill(0.5))
    },
  })
  await expect(indexing).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(parts).toBeLessThanOrEqual(3)
  const [row] = await db.select({ status: documents.status }).from(documents).where(eq(documents.id, id))
  expect(row?.status).not.toBe('failed')
})

test('does not write brief statuses of a short document, but writes one that may last', async () => {
  stopClock()
  const { db } = studio.system
  const id = await put('brief', 'Soon read.')
  const { report } = reportIngest(db, await rowOf(id))
  const seen: unknown[] = []
  const reportStatus = async (status: Parameters<typeof report>[0]) => {
    await report(status, 0)
    seen.push((await db.select({ status: documents.status }).from(documents).where(eq(documents.id, id)))[0]?.status)
  }
  for (const status of ['parsing', 'chunking', 'embedding'] as const) await reportStatus(status)
  vi.setSystemTime(Date.now() + 250)
  for (const status of ['indexing', 'ready'] as const) await reportStatus(status)
  await db.delete(documents).where(eq(documents.id, id))
  expect(seen).toEqual(['parsing', 'parsing', 'embedding', 'indexing', 'indexing'])
})

test('writes pending progress before the document is stored or fails', async () => {
  const { db } = studio.system
  const id = await put('hasty', 'Soon read.')
  const { report, fail } = reportIngest(db, await rowOf(id))
  const order: string[] = []
  const note = (entry: string) => () => void order.push(entry)
  const embedding = report('embedding', 0).then(note('embedding'))
  await report('indexing', 0).then(note('indexing'))
  const parsing = report('parsing', 0.5).then(note('parsing'))
  await fail(verbatim('Torn.')).then(note('failed'))
  await Promise.all([embedding, parsing])
  const [row] = await db.select({ status: documents.status }).from(documents).where(eq(documents.id, id))
  await db.delete(documents).where(eq(documents.id, id))
  expect([...order, row?.status]).toEqual(['embedding', 'indexing', 'parsing', 'failed', 'failed'])
})

test('a late status of one process does not overwrite what another one stored', async () => {
  const { db } = studio.system
  const id = await put('handed over', 'Read by two.')
  const { report, fail, superseded } = reportIngest(db, await rowOf(id))
  await report('parsing', 0)
  expect((await rowOf(id)).status).toBe('parsing')
  // The other process, which received the job.
  await put('handed over', 'Read by two.')
  await report('embedding', 0.5)
  await fail(verbatim('Torn.'))
  expect(await rowOf(id)).toMatchObject({ status: 'ready', progress: 1, error: null })
  // The job continues, because only the access of the document may have changed.
  expect(superseded.aborted).toBe(false)
})

test('a job that a killed process left does not read a stored document again', async () => {
  const id = await put('stored before the kill', 'Read once.')
  const before = await rowOf(id)
  const job = { workspaceId: owner.workspaceId, knowledgeBaseId: base, documentId: id }
  await ingest(studio.system, job, new AbortController().signal)
  expect(await rowOf(id)).toEqual(before)
})

test('stops embedding a document whose file is replaced', async () => {
  const { db } = studio.system
  const id = await put('replaced', 'The old text.')
  const { report, superseded } = reportIngest(db, await rowOf(id))
  await report('parsing', 0)
  await db.update(documents).set({ fileId: newId(), status: 'queued' }).where(eq(documents.id, id))
  await report('embedding', 0)
  expect([superseded.aborted, (await rowOf(id)).status]).toEqual([true, 'queued'])
})

test('finds documents by name, status, kind and metadata, sorted, page by page', async () => {
  await send('PUT', path('metadata'), { fields: [{ name: 'team', type: 'list' }] })
  await put('a_100%.pdf', 'One text about oaks.', { mimeType: 'application/pdf', properties: { Team: 'legal, sales' } })
  await put('b.txt', 'Another and longer text about elms.')
  await put('c.bin', 'Something else.', { mimeType: 'application/x-unknown' })
  expect(names(await find('?order=name'))).toEqual(['a_100%.pdf', 'b.txt', 'c.bin'])
  expect(names(await find('?order=name&offset=1&limit=1'))).toEqual(['b.txt'])
  expect(names(await find('?order=largest&limit=1'))).toEqual(['b.txt'])
  expect(names(await find('?search=_100%25'))).toEqual(['a_100%.pdf'])
  expect(names(await find('?kind=pdf'))).toEqual(['a_100%.pdf'])
  expect(names(await find('?kind=other'))).toEqual(['c.bin'])
  expect(names(await find('?field=team&value=sales'))).toEqual(['a_100%.pdf'])
  expect(names(await find('?field=team&order=name'))).toEqual(['b.txt', 'c.bin'])
  expect(await find('?status=failed')).toMatchObject({ documents: [], total: 0, counts: { all: 3, failed: 0 } })
})

test('a deleted document is not searchable, can be restored, and is gone after a week', async () => {
  const { db } = studio.system
  const [oak, elm] = [await put('oak', 'Oaks are trees of the north.'), await put('elm', 'Elms are rare trees here.')]
  expect(await change([oak, newId()], { action: 'delete' })).toMatchObject({ body: { changed: 1 } })
  expect(await find()).toMatchObject({ total: 1, counts: { all: 1, deleted: 1 } })
  expect(names(await find('?status=deleted'))).toEqual(['oak'])
  expect(await searched('oaks')).toEqual(['elm'])
  expect((await send('GET', '/api/studio/knowledge')).body.knowledgeBases).toContainEqual(
    expect.objectContaining({ id: base, documentCount: 1 }),
  )
  await ago(oak, '11 minutes')
  await releaseChunks(db)
  expect(await db.select().from(chunks).where(eq(chunks.documentId, oak))).toEqual([])
  await change([oak], { action: 'restore' })
  expect(studio.sentJobs).toContainEqual({
    kind: 'ingest-document',
    data: expect.objectContaining({ documentId: oak }),
  })
  expect(await find('?search=oak')).toMatchObject({ documents: [{ status: 'queued', deletedAt: null }] })
  await change([elm], { action: 'delete' })
  await emptyTrash(db)
  expect(await find('?status=deleted')).toMatchObject({ total: 1 })
  await ago(elm, '8 days')
  await emptyTrash(db)
  expect(await find('?status=deleted')).toMatchObject({ total: 0, counts: { all: 1 } })
})

test('undoing a deletion at once embeds nothing again', async () => {
  const { db } = studio.system
  const id = await put('oak', 'Oaks are trees of the north.')
  const before = await find()
  await change([id], { action: 'delete' })
  await releaseChunks(db)
  expect(await change([id, newId()], { action: 'restore' })).toMatchObject({ body: { changed: 1 } })
  expect(studio.sentJobs).toEqual([])
  expect(await find()).toEqual(before)
  expect(await searched('oaks')).toEqual(['oak'])
  // Meanwhile another index became active, which does not contain it.
  await change([id], { action: 'delete' })
  await db.update(indexedDocuments).set({ revision: 0 }).where(eq(indexedDocuments.documentId, id))
  await change([id], { action: 'restore' })
  expect(studio.sentJobs).toMatchObject([{ kind: 'ingest-document', data: { documentId: id } }])
})

test('undoing the deletion of a replaced but unread file parses it', async () => {
  const { db } = studio.system
  const { workspaceId } = owner
  const id = await put('oak.txt', 'Oaks are trees of the north.')
  const fileId = await putFile(workspaceId, Buffer.from('Oaks are trees of the south.'))
  await db.update(documents).set({ status: 'queued', fileId }).where(eq(documents.id, id))
  await change([id], { action: 'delete' })
  const signal = new AbortController().signal
  await ingest(studio.system, { workspaceId, knowledgeBaseId: base, documentId: id }, signal)
  expect((await find('?status=deleted')).documents).toMatchObject([{ status: 'queued' }])
  await change([id], { action: 'restore' })
  expect(studio.sentJobs).toMatchObject([{ kind: 'ingest-document', data: { documentId: id } }])
})

test('an undo waits for a concurrent removal of the chunks, and parses the file again', async () => {
  const { db } = studio.system
  const id = await put('oak', 'Oaks are trees of the north.')
  await change([id], { action: 'delete' })
  let undone: ReturnType<typeof change> | undefined
  await db.transaction(async (tx) => {
    await tx.select({ id: documents.id }).from(documents).where(eq(documents.id, id)).for('update')
    await removeChunks(tx, owner.workspaceId, [id])
    undone = change([id], { action: 'restore' })
    await untilBlocked(studio.database)
  })
  await undone
  expect(studio.sentJobs).toMatchObject([{ kind: 'ingest-document', data: { documentId: id } }])
})

const ago = (id: string, time: string) =>
  studio.system.db
    .update(documents)
    .set({ deletedAt: sql`now() - ${time}::interval` })
    .where(eq(documents.id, id))

async function searched(query: string): Promise<string[]> {
  const { body } = await send('POST', path('search'), { query, search: { mode: 'hybrid' } })
  return body.hits.map(({ documentName }: { documentName: string }) => documentName)
}

test('does not store text that arrives after its document was deleted', async () => {
  const id = await put('oak', 'Oaks are trees.')
  await change([id], { action: 'delete' })
  await put('oak', 'Oaks are trees of the north.')
  const { text } = chunks
  const left = await studio.system.db.select({ text }).from(chunks).where(eq(chunks.documentId, id))
  expect(left).toEqual([{ text: 'Oaks are trees.' }])
})

test('shows near duplicates side by side, until one is removed or both are kept', async () => {
  const text =
    'The warranty of the kettle lasts eleven years from the day of purchase and covers the heating element and the lid'
  const [first, second] = [await put('old.txt', text), await put('new.txt', `${text} too.`)]
  await put('same.txt', text.toUpperCase())
  await put('other.txt', 'Descale the kettle every six weeks with two spoons of citric acid and plenty of water')
  const { body } = await send('GET', path('duplicates'))
  expect(body.pairs).toHaveLength(3)
  expect(body.pairs[0]).toMatchObject({
    isSame: true,
    similarity: 1,
    first: { name: 'old.txt' },
    second: { name: 'same.txt' },
  })
  expect(await send('POST', path('duplicates/keep'), { firstId: second, secondId: first })).toMatchObject({
    status: 200,
  })
  expect((await send('GET', path('duplicates'))).body.pairs).toHaveLength(2)
  await send('POST', path('duplicates/keep'), { firstId: first, secondId: second, keep: false })
  expect((await send('GET', path('duplicates'))).body.pairs).toHaveLength(3)
  await send('POST', path('duplicates/keep'), { firstId: first, secondId: second })
  expect((await send('GET', path('duplicates'))).body.pairs).toHaveLength(2)
  // A pair with another text is a different pair.
  await put('new.txt', `${text} as well.`)
  expect((await send('GET', path('duplicates'))).body.pairs).toHaveLength(3)
  await change([first], { action: 'delete' })
  expect((await send('GET', path('duplicates'))).body.pairs).toHaveLength(1)
})

test('metadata comes from files, rules and people, in bulk, and is counted', async () => {
  const id = await put('2026/a.txt', 'Text one is here.', { properties: { author: 'Ada', pages: '3' } })
  const other = await put('2025/b.txt', 'Text two is here.', { properties: { author: 'Bob' } })
  const before = await send('GET', path('metadata'))
  expect(before.body).toEqual({
    fields: [],
    found: [
      { name: 'author', documentCount: 2, examples: ['Ada', 'Bob'] },
      { name: 'pages', documentCount: 1, examples: ['3'] },
    ],
  })
  const fields = [
    { name: 'Author', type: 'text' },
    { name: 'year', type: 'number', rules: [{ pattern: '{value}/*' }] },
    { name: 'status', type: 'text', options: ['draft', 'final'] },
  ]
  const saved = await send('PUT', path('metadata'), { fields })
  expect(saved.body.fields).toMatchObject([
    {
      field: { name: 'Author' },
      documentCount: 2,
      values: [
        { value: 'Ada', count: 1 },
        { value: 'Bob', count: 1 },
      ],
    },
    { field: { name: 'year' }, documentCount: 2 },
    { field: { name: 'status' }, documentCount: 0, values: [] },
  ])
  expect(saved.body.found).toEqual([{ name: 'pages', documentCount: 1, examples: ['3'] }])
  expect(await change([id, other], { action: 'describe', values: { status: 'final', Author: null } })).toMatchObject({
    body: { changed: 2 },
  })
  expect(await find('?order=name')).toMatchObject({
    documents: [
      { metadata: { year: 2025, status: 'final' }, metadataOrigins: { year: 'rule', status: 'person' } },
      { metadata: { year: 2026, status: 'final' } },
    ],
  })
  const wrong = await change([id], { action: 'describe', values: { year: 'soon' } })
  expect(wrong).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('year') } } })
  // Manual values stay when the file is parsed again.
  await put('2026/a.txt', 'Text one is changed.', { properties: { author: 'Ada', status: 'draft' } })
  expect((await find('?search=2026')).documents[0]).toMatchObject({ metadata: { status: 'final', Author: 'Ada' } })
  const twice = await send('PUT', path('metadata'), { fields: [fields[0], { name: 'AUTHOR', type: 'text' }] })
  expect(twice.status).toBe(400)
})

test('a preview chunks the same text in two ways and stores nothing', async () => {
  const id = await put('long', Array.from({ length: 60 }, (_, index) => `Sentence number ${index} is here.`).join(' '))
  const settings = [
    { chunker: 'headings', maxTokens: 200 },
    { chunker: 'tokens', maxTokens: 32, overlapTokens: 8 },
  ]
  const rows = await send('POST', path(`documents/${id}/preview`), { settings: [{ chunker: 'rows' }] })
  expect(rows.body.sides[0].reason).toBe('This part has no table, so it is split by headings.')
  await studio.system.db
    .update(documents)
    .set({ structure: sql`jsonb_set(structure, '{shape}', '"records"')` })
    .where(eq(documents.id, id))
  const auto = await send('POST', path(`documents/${id}/preview`), { settings: [{ chunker: 'auto' }] })
  expect(auto.body.sides[0]).toMatchObject({ chunker: 'rows', reason: expect.stringContaining('is a table') })
  const { body } = await send('POST', path(`documents/${id}/preview`), { settings })
  expect(body.sides.map(({ chunker }: { chunker: string }) => chunker)).toEqual(['headings', 'tokens'])
  expect(body.sides[1].chunks.length).toBeGreaterThan(2 * body.sides[0].chunks.length)
  for (const side of body.sides)
    for (const { start, end } of side.chunks) expect(body.text.slice(start, end).trim()).not.toBe('')
  expect((await send('GET', path(`documents/${id}/text`))).body).toMatchObject({ name: 'long', isCut: false })
})

test('stems words in the language of each document, and queries in all of them', async () => {
  const { db } = studio.system
  const text = 'Die Rechnung wird von der Firma nicht auf das Konto gebucht und ist mit den Kosten fällig.'
  const id = newId()
  const where = { workspaceId: owner.workspaceId, knowledgeBaseId: base }
  await db.insert(documents).values({
    ...where,
    id,
    name: 'rechnung.txt',
    mimeType: 'text/plain',
    sizeBytes: 1,
    sha256: '',
    fileId: newId(),
    status: 'queued',
  })
  await indexDocument({
    db,
    document: { ...where, id, mimeType: 'text/plain' },
    embedFor: () => async () => [],
    parsed: { text, title: '', pages: [], sections: [], language: 'de', notices: [], shape: 'prose', properties: {} },
  })
  const found = await send('POST', path('search'), {
    query: 'Rechnungen auf welchem Konto?',
    search: { mode: 'lexical' },
  })
  expect(found.body.hits).toMatchObject([{ documentName: 'rechnung.txt', vectorRank: null }])
  const stems = await send('POST', path('search'), { query: 'Rechnungen', search: { mode: 'lexical' } })
  expect(stems.body.hits).toMatchObject([{ documentName: 'rechnung.txt' }])
})
