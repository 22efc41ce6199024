import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../../indexes/create-knowledge-base'
import { replaceChunks } from '../../ingest/insert-chunks'
import { renewStatistics } from './renew-statistics'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const plannedRows = async () =>
  rows<{ n: number }>(
    await database.db.execute(sql`select reltuples::int as n from pg_class where relname = 'chunks'`),
  )[0]?.n

test('updates planner statistics at once for new chunks, and then only after many more', async () => {
  const { db } = database
  const workspaceId = newId()
  const documentId = newId()
  await db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  const { knowledgeBaseId, indexId } = await createKnowledgeBase(db, { workspaceId, name: 'K' })
  await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${documentId}, ${workspaceId}, ${knowledgeBaseId}, 'd', 'text/plain', 1, '', ${newId()}, 'ready')`)
  const chunks = Array.from({ length: 300 }, (_, ordinal) => ({
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
    embedding: null,
  }))
  const owner = { workspaceId, knowledgeBaseId, indexId, documentId }
  await db.transaction((tx) => replaceChunks(tx, owner, chunks, 1))
  expect(await renewStatistics(db, 300)).toBe(true)
  expect(await plannedRows()).toBe(300)
  expect(await renewStatistics(db, 120)).toBe(false)
  expect(await renewStatistics(db, 120)).toBe(true)
})
