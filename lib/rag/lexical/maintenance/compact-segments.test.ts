import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../../indexes/create-knowledge-base'
import { replaceChunks } from '../../ingest/insert-chunks'
import type { EmbeddedChunk } from '../../ingest/prepare-chunks'
import { holdersOf } from '../ranking/rank-chunks'
import { readIndexWords } from '../segments/read-segments'
import { chooseMerge, compactWords } from './compact-segments'
import { compactAfterInsert } from './compact-soon'
import { ensureWords } from './ensure-lexical-index'

let database: TestDatabase
const workspaceId = newId()
let knowledgeBaseId: string
let indexId: string

beforeAll(async () => {
  database = await openTestDatabase()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  ;({ knowledgeBaseId, indexId } = await createKnowledgeBase(database.db, { workspaceId, name: 'K' }))
})
afterAll(() => database.close())

const chunk = (text: string, ordinal: number): EmbeddedChunk => ({
  ordinal,
  kind: 'text',
  text,
  context: '',
  headings: [],
  page: null,
  start: 0,
  end: text.length,
  parent: null,
  tokenCount: 4,
  embedding: null,
})

async function addDocument(texts: readonly string[], fails = false): Promise<string> {
  const documentId = newId()
  await database.db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${documentId}, ${workspaceId}, ${knowledgeBaseId}, ${documentId}, 'text/plain', 1, '', ${newId()}, 'ready')`)
  await database.db.transaction(async (tx) => {
    await replaceChunks(tx, { workspaceId, knowledgeBaseId, indexId, documentId }, texts.map(chunk), 1)
    if (fails) throw new Error('planned')
  })
  return documentId
}

const owner = () => ({ workspaceId, indexId })
async function holding(term: string): Promise<number> {
  const { segments } = await readIndexWords(database.db, owner(), [term])
  return holdersOf(segments, 1)[0] ?? 0
}
const segmentCount = async () =>
  rows<{ n: number }>(
    await database.db.execute(sql`select count(*)::int as n from word_segments where index_id = ${indexId}`),
  )[0]?.n

test('keeps chunks that are ingested concurrently and drops those of rolled-back transactions', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, index) => addDocument([`shared word${index}`, 'shared again'])))
  await expect(addDocument(['shared ghost'], true)).rejects.toThrow('planned')
  expect([await holding('share'), await holding('ghost'), await holding('word7')]).toEqual([24, 0, 1])
})

test('keeps every word in a merge, drops deleted chunks, and allows concurrent merges', async () => {
  const deletedId = await addDocument(['shared farewell'])
  await database.db.execute(sql`delete from documents where id = ${deletedId}`)
  const before = (await segmentCount()) ?? 0
  await Promise.all([compactWords(database.db, owner()), compactWords(database.db, owner())])
  expect(await segmentCount()).toBeLessThan(before)
  expect([await holding('share'), await holding('farewel'), await holding('word11')]).toEqual([24, 0, 1])
})

test('indexes chunks stored before segments existed when they are searched', async () => {
  await database.db.execute(sql`delete from word_segments where index_id = ${indexId}`)
  await database.db.execute(sql`update chunks set number = null where index_id = ${indexId}`)
  const [first, second] = await Promise.all([ensureWords(database.db, owner()), ensureWords(database.db, owner())])
  expect(first || second).toBe(true)
  expect([await holding('share'), await holding('word8')]).toEqual([24, 1])
  expect(await ensureWords(database.db, owner())).toBe(false)
})

test('leaves fewer segments than documents when documents are added one by one', async () => {
  for (let index = 0; index < 16; index += 1) {
    await addDocument([`added word${index}`])
    compactAfterInsert(database.db, owner(), 1)
  }
  await vi.waitFor(async () => expect(await segmentCount()).toBeLessThan(12), { timeout: 20_000 })
  expect(await holding('ad')).toBe(16)
}, 30_000)

test('merges eight segments of a size with all smaller ones, and keeps large ones', () => {
  const heads = (...counts: number[]) => counts.map((chunkCount) => ({ chunkCount }))
  expect(chooseMerge(heads(1, 9, 9, 70))).toEqual([])
  expect(chooseMerge(heads(1, 9, 10, 11, 12, 13, 14, 15, 16, 70))).toHaveLength(9)
  expect(chooseMerge(heads(...Array.from({ length: 9 }, () => 300_000)))).toEqual([])
})
