import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endUserViewer, memberViewer, type Viewer } from '@/lib/core/knowledge/document-access'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { newId } from '@/lib/core/new-id'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../indexes/create-knowledge-base'
import { replaceChunks } from '../ingest/insert-chunks'
import { searchChunks } from './search-chunks'

const DIMS = 8
let database: TestDatabase
const workspaceId = newId()
let knowledgeBaseId: string
let indexId: string

beforeAll(async () => {
  database = await openTestDatabase()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  const created = await createKnowledgeBase(database.db, { workspaceId, name: 'K', index: { dims: DIMS } })
  ;({ knowledgeBaseId, indexId } = created)
  await add('public', null, { year: 2024, tags: ['Red', 'blue'], day: '2026-11-25', draft: false })
  await add('sales', ['group:sales'], { year: 2025, tags: ['green'], day: '2025-01-01', draft: true })
  await add('anna', ['user:anna', 'member:anna@example.org'], {
    year: 5,
    note: '100%',
    tags: [null, 5, true],
    reviewed: null,
    place: { city: 'Bern' },
  })
  await add('nobody', [], {})
})
afterAll(() => database.close())

async function add(name: string, access: string[] | null, metadata: object): Promise<void> {
  const documentId = newId()
  const list = access === null ? sql`null` : sql`string_to_array(${access.join(',')}, ',')::text[]`
  await database.db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status, access, metadata)
    values (${documentId}, ${workspaceId}, ${knowledgeBaseId}, ${name}, 'text/plain', 1, '', ${newId()}, 'ready', ${list}, ${JSON.stringify(metadata)}::jsonb)`)
  const text = `The plan of ${name} is secret-${name}.`
  const embedding = Float32Array.from({ length: DIMS }, (_, dim) => (dim === 0 ? 1 : 0.01 * name.length))
  const chunk = {
    ordinal: 0,
    kind: 'text' as const,
    text,
    context: '',
    headings: [],
    page: null,
    start: 0,
    end: text.length,
    parent: null,
    tokenCount: 8,
    embedding,
  }
  await database.db.transaction((tx) =>
    replaceChunks(tx, { workspaceId, knowledgeBaseId, indexId, documentId }, [chunk], 1),
  )
}

const embed = async (texts: string[]) =>
  texts.map(() => ({ vector: Float32Array.from({ length: DIMS }, (_, dim) => (dim === 0 ? 1 : 0)), tokens: null }))

async function names(viewer: Viewer, options: object = {}): Promise<string[]> {
  const { passages } = await searchChunks({
    db: database.db,
    workspaceId,
    knowledgeBaseId,
    query: 'What is the secret plan?',
    viewer,
    embed,
    options: RetrievalOptions.parse({ limit: 20, ...options }),
  })
  return passages.map(({ documentName }) => documentName).sort()
}

const anna = { userId: crypto.randomUUID(), email: 'Anna@example.org', isEmailConfirmed: true }
const ALL = ['anna', 'nobody', 'public', 'sales']

test.each([
  ['hybrid', {}],
  ['dense', { search: { mode: 'dense' } }],
  ['lexical', { search: { mode: 'lexical' } }],
  ['with neighbours', { result: { neighbours: 2, parents: 'document' } }],
])('%s: returns exactly the documents that the viewer may access', async (_, options) => {
  expect(await names([], options)).toEqual(['public'])
  expect(await names(endUserViewer('anna'), options)).toEqual(['anna', 'public'])
  expect(await names(endUserViewer('bob', ['sales']), options)).toEqual(['public', 'sales'])
  expect(await names(memberViewer({ ...anna, role: 'viewer' }), options)).toEqual(['anna', 'public'])
  expect(await names(memberViewer({ ...anna, role: 'editor' }), options)).toEqual(ALL)
  // A member with an unconfirmed email address.
  expect(await names(memberViewer({ ...anna, isEmailConfirmed: false, role: 'viewer' }), options)).toEqual(['public'])
})

test.each(["anna'", 'user:anna', '*', "x', 'user:anna", '{user:anna}', '', 'anna,group:sales'])(
  'does not confuse an end user called %j with another one',
  async (userId) => {
    expect(await names(endUserViewer(userId, ['user:anna', "sales'"]))).toEqual(['public'])
  },
)

test('searches only public documents without a viewer', async () => {
  const found = await searchChunks({
    db: database.db,
    workspaceId,
    knowledgeBaseId,
    query: 'secret plan',
    embed,
    options: RetrievalOptions.parse({}),
  })
  expect(found.passages.map(({ documentName }) => documentName)).toEqual(['public'])
})

test('does not find documents in the bin', async () => {
  await database.db.execute(sql`update documents set deleted_at = now() where name = 'nobody'`)
  expect(await names(null)).toEqual(['anna', 'public', 'sales'])
  await database.db.execute(sql`update documents set deleted_at = null where name = 'nobody'`)
})

test.each([
  ['year', 'equals', '2024', ['public']],
  ['year', 'equals', '2024.0', ['public']],
  ['year', 'greater', '99', ['public', 'sales']],
  ['year', 'at-least', '2025', ['sales']],
  ['year', 'less', '2025', ['anna', 'public']],
  ['year', 'at-most', '5', ['anna']],
  ['day', 'at-least', '2025-06-01', ['public']],
  ['day', 'less', '2025-06-01', ['sales']],
  ['tags', 'equals', 'red', ['public']],
  ['tags', 'one-of', 'green, RED', ['public', 'sales']],
  ['tags', 'one-of', ' , ', []],
  ['tags', 'one-of', '5.0, nothing', ['anna']],
  ['tags', 'equals', 'TRUE', ['anna']],
  ['tags', 'equals', 'null', []],
  ['reviewed', 'equals', 'null', []],
  ['reviewed', 'not-equals', 'null', ALL],
  ['place', 'equals', '{"city": "Bern"}', ['anna']],
  ['note', 'equals', '100%', ['anna']],
  ['tags', 'not-equals', 'red', ['anna', 'nobody', 'sales']],
  ['year', 'not-equals', '5', ['nobody', 'public', 'sales']],
  ['draft', 'equals', 'true', ['sales']],
  ['note', 'contains', '0%', ['anna']],
  ['note', 'exists', '', ['anna']],
  ['year', 'missing', '', ['nobody']],
  ['document.name', 'equals', 'SALES', ['sales']],
  ['document.type', 'contains', 'plain', ALL],
  ["x') or true --", 'equals', '1', []],
  ['year', 'greater', "1' or '1'='1", []],
  ['__proto__', 'exists', '', []],
])('the filter %s %s %j finds %j', async (field, operator, value, expected) => {
  expect(await names(null, { filters: { conditions: [{ field, operator, value }] } })).toEqual(expected)
})

test('combines conditions with any or all, never beyond the access rights', async () => {
  const conditions = [
    { field: 'year', operator: 'equals', value: '2024' },
    { field: 'draft', operator: 'equals', value: 'true' },
  ]
  expect(await names(null, { filters: { match: 'any', conditions } })).toEqual(['public', 'sales'])
  expect(await names(null, { filters: { match: 'all', conditions } })).toEqual([])
  expect(await names([], { filters: { match: 'any', conditions } })).toEqual(['public'])
})

test('returns nothing below the confidence threshold, with a reason', async () => {
  const found = await searchChunks({
    db: database.db,
    workspaceId,
    knowledgeBaseId,
    query: 'zebra crossing',
    viewer: null,
    embed,
    options: RetrievalOptions.parse({ result: { threshold: 1 } }),
  })
  expect([found.passages, found.reason?.message]).toEqual([[], expect.stringContaining('well enough')])
})
