import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { newId } from '@/lib/core/new-id'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../../indexes/create-knowledge-base'
import { replaceChunks } from '../../ingest/insert-chunks'
import { compactWords } from '../../lexical/maintenance/compact-segments'
import { readQuestionWords } from '../../lexical/ranking/query-terms'
import { readHeads } from '../../lexical/segments/read-segments'
import { queryTermsOf } from '../../text/terms'
import { searchChunks } from '../search-chunks'

const TEXTS = [
  'The warranty of the pump ends after two years.',
  'The pump weighs nine kilograms.',
  'Rechnungen werden monatlich verschickt.',
  'The Garrison fort stood on the hill.',
  'The Harrison clock was exact.',
  '保修期为两年。',
  'Part AX-1004-B is the seal, and E4021 means that it leaks.',
  'The seal costs 1,299.00 euros, the email says.',
]
let database: TestDatabase
const workspaceId = newId()
let base: { knowledgeBaseId: string; indexId: string }

beforeAll(async () => {
  database = await openTestDatabase()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  base = await filledBase()
})
afterAll(() => database.close())

/** A document and a segment per text. */
async function filledBase() {
  const { db } = database
  const filled = await createKnowledgeBase(db, { workspaceId, name: 'K' })
  for (const [index, text] of TEXTS.entries()) {
    const documentId = newId()
    await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
      values (${documentId}, ${workspaceId}, ${filled.knowledgeBaseId}, ${documentId}, 'text/plain', 1, '', ${newId()}, 'ready')`)
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
      embedding: null,
      language: index === 2 ? 'de' : 'en',
    }
    await db.transaction((tx) => replaceChunks(tx, { workspaceId, ...filled, documentId }, [chunk], 1))
  }
  return filled
}

async function search(query: string) {
  const { passages } = await searchChunks({
    db: database.db,
    workspaceId,
    knowledgeBaseId: base.knowledgeBaseId,
    query,
    embed: async () => [],
    options: RetrievalOptions.parse({ search: { mode: 'lexical' } }),
  })
  return passages.map(({ text, wordScore, confidence }) => ({
    text,
    wordScore: wordScore ?? 0,
    confidence: confidence ?? 0,
  }))
}

test.each([
  ['How long does the waranty last?', TEXTS[0]],
  ['Wann kommen Rechnugen?', TEXTS[2]],
  ['Who built the Garisson?', TEXTS[3]],
])('“%s” finds the intended word', async (question, expected) => {
  expect((await search(question))[0]?.text).toBe(expected)
})

test('weights a correction less than the word itself', async () => {
  const [guessed] = await search('waranty')
  const [exact] = await search('warranty')
  expect(guessed?.text).toBe(exact?.text)
  expect(guessed?.wordScore).toBeLessThan(exact?.wordScore ?? 0)
  expect(guessed?.wordScore).toBeGreaterThan(0)
})

test('does not correct a word that occurs somewhere', async () => {
  expect((await search('Harrison')).map(({ text }) => text)).toEqual([TEXTS[4]])
})

test.each(['zebra', 'warantxyz', '2024', 'pxmp'])('finds nothing for %j, which resembles no word', async (word) => {
  expect(await search(word)).toEqual([])
})

test('corrects words while segments are merged', async () => {
  const owner = { workspaceId, indexId: (await filledBase()).indexId }
  const before = await readHeads(database.db, owner)
  await compactWords(database.db, owner)
  expect((await readHeads(database.db, owner))?.length).toBeLessThan(before?.length ?? 0)
  const terms = queryTermsOf('waranty', ['en']).map((term) => ({ term, share: 1 }))
  const question = { query: 'waranty', languages: ['en'], terms }
  const { corrections } = await readQuestionWords(database.db, owner, question, before)
  expect([...corrections.values()]).toEqual(['warranti'])
})

test('gives the same result after a merge of segments', async () => {
  for (let round = 0; round < 8; round += 1) await compactWords(database.db, { workspaceId, indexId: base.indexId })
  expect((await search('waranty'))[0]?.text).toBe(TEXTS[0])
})

test.each([
  ['AX1004B', TEXTS[6]],
  ['ax-1004-b', TEXTS[6]],
  ['E-4021', TEXTS[6]],
  ['1299', TEXTS[7]],
  ['1,299.00', TEXTS[7]],
  ['e-mail', TEXTS[7]],
])('finds %s in any spelling', async (question, expected) => {
  expect((await search(question)).map(({ text }) => text)).toEqual([expected])
})

test.each(['AX1005C', 'E-4022', '1298'])('does not correct the number %s', async (question) => {
  const texts = (await search(question)).map(({ text }) => text)
  // Only the text with the similar numbers may be found, by a common part.
  expect(texts.filter((text) => text !== TEXTS[6])).toEqual([])
})

test('finds Chinese by single characters if no pair matches', async () => {
  expect((await search('多久保？'))[0]?.text).toBe(TEXTS[5])
})
