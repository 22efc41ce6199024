import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { chunks } from '@/lib/db/schema/knowledge'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from './indexes/create-knowledge-base'
import {
  type ChunkOwner,
  type EmbeddedChunk,
  type PreparedChunks,
  prepareChunks,
  replaceChunks,
  storeAhead,
  storePrepared,
} from './insert-chunks'

let database: TestDatabase
let owner: ChunkOwner

beforeAll(async () => {
  database = await openTestDatabase()
  const workspaceId = newId()
  const documentId = newId()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  const made = await createKnowledgeBase(database.db, { workspaceId, name: 'K', index: { dims: 3 } })
  await database.db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${documentId}, ${workspaceId}, ${made.knowledgeBaseId}, 'd', 'text/plain', 1, '', ${newId()}, 'ready')`)
  owner = { workspaceId, ...made, documentId }
})
afterAll(() => database.close())

function chunk(ordinal: number, given: Partial<EmbeddedChunk>): EmbeddedChunk {
  const place = { ordinal, kind: 'text' as const, headings: [], page: null, start: 0, end: 1 }
  return { ...place, text: 'x', context: '', parent: null, tokenCount: 1, embedding: null, ...given }
}

async function stored() {
  return await database.db.select().from(chunks).where(eq(chunks.documentId, owner.documentId)).orderBy(chunks.ordinal)
}

test('chunks come back as they were given, whatever their texts hold', async () => {
  const text = '"quoted" \\ back\\u0041slash\n\ttab \u2028 {"a": [1]} 黑豹 😀 $1 %s'
  const given = [
    chunk(0, { text, context: text, headings: [text, ''], page: 7, parent: { start: 2, end: 9 } }),
    chunk(1, { embedding: Float32Array.of(1e-8, -0.3333333432674408, 12345.6787109375), kind: 'table' }),
  ]
  await database.db.transaction((tx) => replaceChunks(tx, owner, given, 1))
  const [first, second] = await stored()
  expect(first).toMatchObject({ text, context: text, headings: [text, ''], page: 7, parentStart: 2, parentEnd: 9 })
  expect(first).toMatchObject({ embedding: null, dims: null, kind: 'text', tokenCount: 1 })
  expect(Float32Array.from(second?.embedding ?? [])).toEqual(given[1]?.embedding)
  expect(second).toMatchObject({ dims: 3, kind: 'table', page: null, parentStart: null })
  expect((second?.number ?? 0) - (first?.number ?? 0)).toBe(1)
})

test('half a character, as a cut leaves it, is stored as the sign for one that is missing', async () => {
  await database.db.transaction((tx) =>
    replaceChunks(tx, owner, [chunk(0, { text: 'a\ud83d', headings: ['\ude00b'] })], 1),
  )
  expect(await stored()).toMatchObject([{ text: 'a\ufffd', headings: ['\ufffdb'] }])
})

test('more chunks than one statement takes are all there, each once, in the place of those before', async () => {
  const many = Array.from({ length: 333 }, (_, ordinal) => chunk(ordinal, { text: `word${ordinal}` }))
  await database.db.transaction((tx) => replaceChunks(tx, owner, many, 2))
  const found = await stored()
  expect(found.map(({ text }) => text)).toEqual(many.map(({ text }) => text))
  expect(new Set(found.map(({ number }) => number)).size).toBe(333)
})

test('chunks stored ahead count once, also where a crash came between or somebody else was quicker', async () => {
  const { db, kind } = database
  const many = Array.from({ length: 45 }, (_, ordinal) => chunk(ordinal, { text: `ahead${ordinal}` }))
  const prepare = () => prepareChunks(db, owner, many)
  const store = async (prepared: PreparedChunks, isAhead: boolean) => {
    await db.transaction((tx) => storePrepared(tx, prepared, 3, isAhead))
    const numbers = (await stored()).map(({ number }) => number)
    expect(numbers).toEqual(many.map((_, place) => prepared.firstNumber + place))
  }
  await db.transaction((tx) => replaceChunks(tx, owner, [], 2))

  const first = await prepare()
  expect(await storeAhead(db, first)).toBe(kind === 'embedded')
  expect(await stored()).toHaveLength(kind === 'embedded' ? 45 : 0)
  // The process dies here, and the job is done again.
  const second = await prepare()
  expect(await storeAhead(db, second)).toBe(false)
  await store(second, false)
  // What was ahead is no longer there.
  await store(first, true)
  await db.transaction((tx) => replaceChunks(tx, owner, [], 3))

  const third = await prepare()
  const isAhead = await storeAhead(db, third)
  const ids = (await stored()).map(({ id }) => id)
  await store(third, isAhead)
  if (isAhead) expect((await stored()).map(({ id }) => id)).toEqual(ids)
})
