import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { newId } from '@/lib/core/new-id'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../indexes/create-knowledge-base'
import { replaceChunks } from '../ingest/insert-chunks'
import { compactWords } from '../lexical/maintenance/compact-segments'
import { hasGaps } from '../lexical/ranking/gaps'
import { readHeads } from '../lexical/segments/read-segments'
import { searchChunks } from './search-chunks'

const NAMES = [...'abcdefghijklm']
let database: TestDatabase
const workspaceId = newId()
let knowledgeBaseId: string
let indexId: string

beforeAll(async () => {
  database = await openTestDatabase()
  const { db } = database
  await db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  ;({ knowledgeBaseId, indexId } = await createKnowledgeBase(db, { workspaceId, name: 'K', index: { dims: 2 } }))
  for (const [index, name] of NAMES.entries()) await addDocument(name, NAMES.length - index)
  // Prevents searches from merging them meanwhile.
  await compactWords(db, { workspaceId, indexId })
})
afterAll(() => database.close())

/** The more often the word occurs, the better a document matches. */
async function addDocument(name: string, times: number): Promise<void> {
  const documentId = newId()
  await database.db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${documentId}, ${workspaceId}, ${knowledgeBaseId}, ${name}, 'text/plain', 1, '', ${newId()}, 'ready')`)
  const text = `${name}: ${'harbour '.repeat(times)}`
  const chunk = { ordinal: 0, kind: 'text' as const, text, context: '', headings: [], page: null, start: 0 }
  const rest = { end: text.length, parent: null, tokenCount: 8, embedding: null }
  await database.db.transaction((tx) =>
    replaceChunks(tx, { workspaceId, knowledgeBaseId, indexId, documentId }, [{ ...chunk, ...rest }], 1),
  )
}

const search = async () => {
  const options = RetrievalOptions.parse({
    limit: 10,
    rerank: { by: 'none' },
    search: { mode: 'lexical', candidates: 10 },
  })
  const embed = async () => []
  const { passages } = await searchChunks({
    db: database.db,
    workspaceId,
    knowledgeBaseId,
    options,
    embed,
    query: 'Where is the harbour?',
    viewer: null,
  })
  return passages.map(({ documentName }) => documentName)
}

const isPatchy = async () => hasGaps(indexId, await readHeads(database.db, { workspaceId, indexId }))

test('finds the next best keyword matches after deletions, without a second read from the second search on', async () => {
  expect(await search()).toEqual(NAMES.slice(0, 10))
  expect(await isPatchy()).toBe(false)
  await database.db.execute(
    sql`update documents set deleted_at = now() where name in ('a', 'b') and workspace_id = ${workspaceId}`,
  )
  expect(await search()).toEqual(NAMES.slice(2, 12))
  expect(await isPatchy()).toBe(true)
  expect(await search()).toEqual(NAMES.slice(2, 12))
})

test('forgets gaps once segments are merged without the deleted chunks', async () => {
  const { db } = database
  ;({ knowledgeBaseId, indexId } = await createKnowledgeBase(db, { workspaceId, name: 'L', index: { dims: 2 } }))
  // One segment fewer than the number that triggers a merge.
  for (const name of NAMES.slice(0, 7)) await addDocument(name, 1)
  await db.execute(sql`delete from documents where name = 'a' and knowledge_base_id = ${knowledgeBaseId}`)
  expect((await search()).toSorted()).toEqual(NAMES.slice(1, 7))
  expect(await isPatchy()).toBe(true)
  await addDocument('h', 1)
  expect(await isPatchy()).toBe(true)
  await compactWords(db, { workspaceId, indexId })
  expect(await isPatchy()).toBe(false)
  expect((await search()).toSorted()).toEqual(NAMES.slice(1, 8))
  expect(await isPatchy()).toBe(false)
})
