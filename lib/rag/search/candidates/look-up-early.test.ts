import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../../indexes/create-knowledge-base'
import { replaceChunks } from '../../ingest/insert-chunks'
import { findByVector } from '../../vectors/find-by-vector'
import { openSearch } from '../open-search'
import { lookUpRanked } from './look-up'
import { readLikely } from './look-up-early'

let database: TestDatabase
const workspaceId = newId()
beforeAll(async () => {
  database = await openTestDatabase()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
})
afterAll(() => database.close())

const vector = Float32Array.of(1, 0)
const FIRST = { count: 2, parts: { withSigns: false, withNeighbours: false } }

/** A document with two passages, and the steps of a search on it. */
async function openDocument() {
  const { db } = database
  const documentId = newId()
  const created = await createKnowledgeBase(db, { workspaceId, name: 'K', index: { dims: 2 } })
  await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${documentId}, ${workspaceId}, ${created.knowledgeBaseId}, 'd', 'text/plain', 1, '', ${newId()}, 'ready')`)
  const store = async (texts: readonly string[], revision: number) => {
    const chunks = texts.map((text, ordinal) => ({
      ordinal,
      kind: 'text' as const,
      text,
      context: '',
      headings: [],
      page: null,
      start: 0,
      end: text.length,
      parent: null,
      tokenCount: 1,
      embedding: Float32Array.of(1, ordinal),
    }))
    await db.transaction((tx) => replaceChunks(tx, { workspaceId, ...created, documentId }, chunks, revision))
  }
  const everything = { documents: sql`true`, isNarrow: false }
  const scope = { workspaceId, ...created, ...everything }
  const findNearest = async () =>
    (await findByVector(db, { scope, vector, limit: 2, chunkCount: 2, allowed: null })).hits.flatMap(({ number }) =>
      number === null ? [] : [{ number, score: 1, perSimilarity: 0 }],
    )
  await store(['old a', 'old b'], 1)
  const { state } = await openSearch(db, scope, everything)
  const before = await findNearest()
  const early = await lookUpRanked(db, scope, { ranked: before, meaningShare: 0.5, vector, state, ...FIRST, count: 1 })
  const lookUpLate = (likely: typeof before, isLate: boolean) =>
    readLikely(db, scope, {
      likely,
      early,
      isLate,
      vector,
      state,
      ...FIRST,
      isMet: new Set(before.map((it) => it.number)),
    })
  return { store, near: findNearest, before, early, read: lookUpLate }
}

test('loads the passages that were not loaded early, and returns all lookups', async () => {
  const { before, early, read } = await openDocument()
  expect(early.rows.size).toBe(1)
  const complete = await read(before, false)
  expect(complete).toMatchObject({ isSame: true, isComplete: true })
  expect([...complete.rows.values()].map(({ text }) => text).sort()).toEqual(['old a', 'old b'])
  const [first, second] = before
  expect((await read(first ? [first] : [], false)).chunks.map(({ number }) => number)).toContain(second?.number)
})

test('never combines new passages of a re-ingested document with old ones loaded early', async () => {
  const { store, near, before, read } = await openDocument()
  await store(['new a', 'new b'], 2)
  const after = await near()
  const [old] = before
  const found = await read([...(old ? [old] : []), ...after], false)
  expect([...found.rows.values()].map(({ text }) => text).sort()).toEqual(['new a', 'new b', 'old a'])
  expect(found.isSame).toBe(false)
})

test('checks late vectors against the state even if nothing is left to load', async () => {
  const { store, before, read } = await openDocument()
  const likely = before.slice(0, 1)
  expect(await read(likely, true)).toMatchObject({ isSame: true, isComplete: true })
  await store(['new a', 'new b'], 2)
  expect(await read(likely, false)).toMatchObject({ isSame: true })
  expect(await read(likely, true)).toMatchObject({ isSame: false })
})
