import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../../indexes/create-knowledge-base'
import { hideRun } from '../../ingest/hidden-chunks'
import { storePrepared } from '../../ingest/insert-chunks'
import { prepareChunks } from '../../ingest/prepare-chunks'
import { loadCandidates } from './load-candidates'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('ignores hidden chunks of a document as neighbors', async () => {
  const { db } = database
  const [workspaceId, documentId] = [newId(), newId()]
  await db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  const created = await createKnowledgeBase(db, { workspaceId, name: 'K', index: { dims: 2 } })
  await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${documentId}, ${workspaceId}, ${created.knowledgeBaseId}, 'd', 'text/plain', 1, '', ${newId()}, 'ready')`)
  const owner = { workspaceId, ...created, documentId }
  const embedded = [Float32Array.of(0, 1), Float32Array.of(1, 0)].map((embedding, ordinal) => ({
    ordinal,
    kind: 'text' as const,
    text: 'x',
    context: '',
    headings: [],
    page: null,
    start: 0,
    end: 1,
    parent: null,
    tokenCount: 1,
    embedding,
  }))
  const prepared = await prepareChunks(db, owner, embedded)
  await db.transaction((tx) => storePrepared(tx, prepared, 1))
  const { id = '' } = JSON.parse([...prepared.parts][0]?.rows ?? '[]')[0] ?? {}
  const scope = { workspaceId, ...created, documents: sql`true`, isNarrow: false }
  const load = async () =>
    (
      await loadCandidates(db, scope, [id], {
        vector: Float32Array.of(1, 0),
        withSigns: false,
        withNeighbours: true,
      })
    ).get(id)?.neighbourSimilarity
  expect(await load()).toBeCloseTo(1)
  await hideRun(db, owner, { firstNumber: prepared.firstNumber + 1, chunkCount: 1 })
  expect(await load()).toBeNull()
})
