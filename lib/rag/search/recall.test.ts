import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { seededRandom } from '@/lib/core/seeded-random'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../indexes/create-knowledge-base'
import { replaceChunks } from '../ingest/insert-chunks'
import { findByVector, wayFor } from '../vectors/find-by-vector'
import { ensureVectorIndex } from '../vectors/vector-index'
import { documentCondition } from './document-condition'
import { openSearch } from './open-search'

const DIMS = 16
const DOCUMENTS = 100
const CHUNKS = 3_000
const LIMIT = 20
let database: TestDatabase
const workspaceId = newId()
let filled: { knowledgeBaseId: string; indexId: string }

const random = seededRandom(11)

function unitVector(): Float32Array {
  const values = Float32Array.from({ length: DIMS }, () => random() - 0.5)
  const norm = Math.hypot(...values)
  return values.map((value) => value / norm)
}

/** Documents of thirty chunks: `part` is 1 in one of ten, `rare` in one of a hundred, `alone` in a small one. */
beforeAll(async () => {
  database = await openTestDatabase()
  const { db } = database
  await db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  filled = await createKnowledgeBase(db, { workspaceId, name: 'K', index: { dims: DIMS } })
  const sizes = [...Array.from({ length: DOCUMENTS }, () => CHUNKS / DOCUMENTS), 3]
  await db.transaction(async (tx) => {
    for (const [number, size] of sizes.entries()) {
      const documentId = newId()
      const metadata = {
        part: number % 10 === 0 ? 1 : 0,
        rare: number === 7 ? 1 : 0,
        alone: number === DOCUMENTS ? 1 : 0,
      }
      await tx.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status, metadata)
        values (${documentId}, ${workspaceId}, ${filled.knowledgeBaseId}, ${documentId}, 'text/plain', 1, '', ${newId()}, 'ready', ${JSON.stringify(metadata)}::jsonb)`)
      const chunks = Array.from({ length: size }, (_, ordinal) => ({
        ordinal,
        kind: 'text' as const,
        text: 'word',
        context: '',
        headings: [],
        page: null,
        start: 0,
        end: 4,
        parent: null,
        tokenCount: 1,
        embedding: unitVector(),
      }))
      await replaceChunks(tx, { workspaceId, ...filled, documentId }, chunks, 1)
    }
  })
  await ensureVectorIndex(db, DIMS, database.kind)
  await db.execute(sql`analyze chunks`)
}, 120_000)
afterAll(() => database.close())

test.each([
  ['100 %', null, false],
  ['10 %', 'part', false],
  ['10 %, named', 'part', true],
  ['1 %', 'rare', false],
  ['1 %, named', 'rare', true],
  ['0.1 %', 'alone', false],
  ['0.1 %, named', 'alone', true],
])('finds nearly all of the nearest chunks among %s of them', async (_, field, named) => {
  const conditions = field === null ? [] : [{ field, operator: 'equals' as const, value: '1' }]
  const scope = { workspaceId, ...filled, ...documentCondition(null, [{ match: 'all', conditions }]) }
  let [found, wanted] = [0, 0]
  for (let round = 0; round < 20; round += 1) {
    const search = {
      scope,
      vector: unitVector(),
      limit: LIMIT,
      allowed: named ? (await openSearch(database.db, scope, scope)).allowed : null,
    }
    const { hits: exact } = await findByVector(database.db, { ...search, allowed: null, chunkCount: 0 })
    if (database.kind === 'embedded' && !named)
      expect(await wayFor(database.db, { ...search, chunkCount: CHUNKS })).toMatchObject({ by: 'codes' })
    const { hits: indexed } = await findByVector(database.db, { ...search, chunkCount: CHUNKS })
    const ids = new Set(indexed.map(({ id }) => id))
    found += exact.filter(({ id }) => ids.has(id)).length
    wanted += exact.length
    expect(indexed.map(({ similarity }) => similarity)).toEqual(
      indexed.map(({ similarity }) => similarity).toSorted((a, b) => b - a),
    )
  }
  expect(wanted).toBeGreaterThan(0)
  expect(found / wanted).toBeGreaterThanOrEqual(0.95)
})
