import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { documents } from '@/lib/db/schema/knowledge'
import { indexDocument } from '@/lib/rag/ingest/index-document'
import { setUpDocumentsStudio } from './testing/documents-studio'

const files = setUpDocumentsStudio()
const { change, find, path, put, send } = files
const names = (found: { documents: { name: string }[] }) => found.documents.map(({ name }) => name)

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
  const invalidValue = await change([id], { action: 'describe', values: { year: 'soon' } })
  expect(invalidValue).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('year') } } })
  // Manual values stay when the file is parsed again.
  await put('2026/a.txt', 'Text one is changed.', { properties: { author: 'Ada', status: 'draft' } })
  expect((await find('?search=2026')).documents[0]).toMatchObject({ metadata: { status: 'final', Author: 'Ada' } })
  const duplicateField = await send('PUT', path('metadata'), { fields: [fields[0], { name: 'AUTHOR', type: 'text' }] })
  expect(duplicateField.status).toBe(400)
})

test('a preview chunks the same text in two ways and stores nothing', async () => {
  const id = await put('long', Array.from({ length: 60 }, (_, index) => `Sentence number ${index} is here.`).join(' '))
  const settings = [
    { chunker: 'headings', maxTokens: 200 },
    { chunker: 'tokens', maxTokens: 32, overlapTokens: 8 },
  ]
  const rows = await send('POST', path(`documents/${id}/preview`), { settings: [{ chunker: 'rows' }] })
  expect(rows.body.sides[0].reason).toBe('This part has no table, so it is split by headings.')
  await files.studio.system.db
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
  const { db } = files.studio.system
  const text = 'Die Rechnung wird von der Firma nicht auf das Konto gebucht und ist mit den Kosten fällig.'
  const id = newId()
  await db.insert(documents).values({
    ...files.baseKey,
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
    document: { ...files.baseKey, id, mimeType: 'text/plain' },
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
