import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { knowledgeSources, sourceSyncItems, sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import { startEmbedder } from '@/lib/models/builtin/testing/start-embedder'
import { indexDocument } from '@/lib/rag/ingest/index-document'

/** A word in each text, name, value and address that a viewer may not see, and nowhere else. */
const SECRET = /zanzibar/i

let studio: TestStudio
let endEmbedder: () => Promise<void>
let owner: TestPerson
let viewer: TestPerson
let base: string
let secretId: string
const sync = newId()
const source = newId()

beforeAll(async () => {
  endEmbedder = await startEmbedder()
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  viewer = await studio.signUp('viewer', owner.workspaceId)
  base = (await as(owner, 'POST', '/api/studio/knowledge', { name: 'Files' })).body.id
  await as(owner, 'PUT', `${knowledge()}/metadata`, { fields: [{ name: 'site', type: 'text' }] })
  await put('open.txt', 'The kettle has a lid and a long warranty.', null, { site: 'Bern' })
  secretId = await put('zanzibar.txt', 'The kettle of Zanzibar has a lid and a long warranty.', [], {
    site: 'Zanzibar',
    author: 'Zanzibar office',
  })
  await put('zanzibar copy.txt', 'The kettle of Zanzibar has a lid and a long warranty.', ['group:sales'], {})
  const { db } = studio.system
  await db
    .update(documents)
    .set({ proposedMetadata: { site: 'Zanzibar harbour' } })
    .where(eq(documents.id, secretId))
  const knowledgeKey = { workspaceId: owner.workspaceId, knowledgeBaseId: base }
  await db
    .insert(knowledgeSources)
    .values({ ...knowledgeKey, id: source, kind: 's3', name: 'Bucket', settings: {}, access: [] })
  await db
    .insert(sourceSyncs)
    .values({ id: sync, workspaceId: owner.workspaceId, sourceId: source, cause: 'person', status: 'done', added: 1 })
  const line = { syncId: sync, workspaceId: owner.workspaceId, url: 'https://example.org/zanzibar' }
  await db.insert(sourceSyncItems).values([
    { ...line, key: 'zanzibar.txt', name: 'zanzibar.txt', outcome: 'added', documentId: secretId },
    { ...line, key: 'zanzibar.exe', name: 'zanzibar.exe', outcome: 'skipped', reason: 'Not read.' },
  ])
})
afterAll(async () => {
  await studio.close()
  await endEmbedder()
})

async function as(person: TestPerson, method: string, path: string, body?: unknown) {
  const response = await studio.call({ method, path, body, person })
  return { status: response.status, body: await response.json() }
}
const knowledge = () => `/api/studio/knowledge/${base}`

async function put(name: string, text: string, access: string[] | null, properties: Record<string, string>) {
  const { db } = studio.system
  const knowledgeAddress = { workspaceId: owner.workspaceId, knowledgeBaseId: base }
  const id = newId()
  const file = { name, mimeType: 'text/plain', sizeBytes: text.length, sha256: '', fileId: newId() }
  await db.insert(documents).values({ ...knowledgeAddress, ...file, id, status: 'queued', access })
  await indexDocument({
    db,
    document: { ...knowledgeAddress, id, mimeType: 'text/plain' },
    parsed: {
      text,
      title: name,
      pages: [],
      sections: [],
      language: 'en',
      notices: [],
      shape: 'prose',
      properties,
    },
    embedFor: (index) => async (texts) => texts.map(() => new Float32Array(index.dims).fill(0.5)),
  })
  return id
}

const search = (options: object) => ({ query: 'kettle of zanzibra', limit: 20, ...options })

test.each([
  ['the list of documents', 'GET', '/documents'],
  ['the trash', 'GET', '/documents?status=deleted'],
  ['documents by a value', 'GET', '/documents?field=site&value=Zanzibar'],
  ['documents by a word', 'GET', '/documents?search=zan'],
  ['duplicates', 'GET', '/duplicates'],
  ['values and properties', 'GET', '/metadata'],
  ['proposals of a model', 'GET', '/metadata/proposals'],
  ['sources', 'GET', '/sources'],
  ['indexes', 'GET', '/indexes'],
])('viewers see nothing of restricted documents in: %s', async (_, method, rest) => {
  const [managed, seen] = [await as(owner, method, knowledge() + rest), await as(viewer, method, knowledge() + rest)]
  expect([managed.status, seen.status]).toEqual([200, 200])
  expect(JSON.stringify(seen.body)).not.toMatch(SECRET)
})

test('people who manage documents see more than the others', async () => {
  for (const rest of [
    '/documents',
    '/duplicates',
    '/metadata',
    '/metadata/proposals',
    `/sources/${source}/syncs/${sync}/items`,
  ])
    expect(JSON.stringify((await as(owner, 'GET', knowledge() + rest)).body)).toMatch(SECRET)
})

test('a report lists what the reader may see, and no other items of a restricted source', async () => {
  const path = `${knowledge()}/sources/${source}/syncs/${sync}/items`
  expect((await as(viewer, 'GET', path)).body).toEqual({ items: [], total: 0 })
  await studio.system.db.update(knowledgeSources).set({ access: null }).where(eq(knowledgeSources.id, source))
  const { body } = await as(viewer, 'GET', path)
  expect(body.items.map(({ key }: { key: string }) => key)).toEqual(['zanzibar.exe'])
})

test.each([
  ['by both channels', {}],
  ['by meaning', { search: { mode: 'dense' } }],
  ['by words, one of them misspelt', { search: { mode: 'lexical' } }],
  ['with neighbors', { result: { neighbours: 3 } }],
  ['with the whole document', { result: { parents: 'document' } }],
  ['with another user’s access', { as: { userId: 'x', groups: ['sales'] } }],
])('a search %s finds only open documents for a viewer', async (_, options) => {
  const { status, body } = await as(viewer, 'POST', `${knowledge()}/search`, search(options))
  expect(status).toBe(200)
  expect(body.hits.map(({ documentName }: { documentName: string }) => documentName)).toEqual(['open.txt'])
  expect(JSON.stringify(body.hits)).not.toMatch(SECRET)
})

test('the document itself, its chunks and its passages are not found', async () => {
  const [chunk] = await studio.system.db.select({ id: chunks.id }).from(chunks).where(eq(chunks.documentId, secretId))
  const paths = [`${knowledge()}/documents/${secretId}/text`, `${knowledge()}/documents/${secretId}/chunks`]
  for (const path of [
    ...paths,
    `/api/studio/passages/${chunk?.id}`,
    `/api/studio/passages/${chunk?.id}?start=0&end=9`,
  ]) {
    expect((await as(owner, 'GET', path)).status).toBe(200)
    expect((await as(viewer, 'GET', path)).status).toBe(404)
  }
  const settings = [{ chunker: 'headings' }]
  expect((await as(viewer, 'POST', `${knowledge()}/documents/${secretId}/preview`, { settings })).status).toBe(404)
})

test.each(['lab/questions', 'lab/runs', 'lab/gaps?days=7&unsureBelow=20&who=everyone'])(
  'the lab shows passages regardless of access, so %s is not for viewers',
  async (rest) => {
    expect((await as(viewer, 'GET', `${knowledge()}/${rest}`)).status).toBe(403)
  },
)
