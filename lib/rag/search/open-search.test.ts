import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { newId } from '@/lib/core/new-id'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../indexes/create-knowledge-base'
import { replaceChunks } from '../ingest/insert-chunks'
import { searchChunks } from './search-chunks'

let database: TestDatabase
const workspaceId = newId()
let knowledge: { knowledgeBaseId: string; indexId: string }

beforeAll(async () => {
  database = await openTestDatabase()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  knowledge = await createKnowledgeBase(database.db, { workspaceId, name: 'K', index: { dims: 2 } })
})
afterAll(() => database.close())

async function addDocument(text: string, indexId = knowledge.indexId): Promise<void> {
  const documentId = newId()
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
      values (${documentId}, ${workspaceId}, ${knowledge.knowledgeBaseId}, ${text}, 'text/plain', 1, '', ${newId()}, 'ready')`)
    const place = { ordinal: 0, kind: 'text' as const, headings: [], page: null, start: 0, end: text.length }
    const chunk = { ...place, text, context: '', parent: null, tokenCount: 1, embedding: Float32Array.of(1, 0) }
    await replaceChunks(tx, { workspaceId, ...knowledge, indexId, documentId }, [chunk], 1)
  })
}

/** Keyword results of each search, in any order. */
async function find(
  query: string,
  base = { workspaceId, knowledgeBaseId: knowledge.knowledgeBaseId },
): Promise<string[]> {
  const options = RetrievalOptions.parse({ limit: 10, search: { mode: 'lexical' } })
  const embed = async () => [{ vector: Float32Array.of(1, 0), tokens: null }]
  const { passages } = await searchChunks({ db: database.db, ...base, query, viewer: null, options, embed })
  return passages.map(({ text }) => text).sort()
}

test('uses the current state instead of a cached one', async () => {
  await addDocument('Herons nest in the reeds.')
  expect(await find('herons')).toEqual(['Herons nest in the reeds.'])

  await addDocument('Herons eat frogs.')
  expect(await find('herons')).toEqual(['Herons eat frogs.', 'Herons nest in the reeds.'])

  const other = await createKnowledgeBase(database.db, { workspaceId, name: 'Other', index: { dims: 2 } })
  await database.db.execute(
    sql`update knowledge_indexes set status = 'retired' where id in (${knowledge.indexId}, ${other.indexId})`,
  )
  await database.db.execute(
    sql`update knowledge_indexes set knowledge_base_id = ${knowledge.knowledgeBaseId}, status = 'active' where id = ${other.indexId}`,
  )
  await database.db.execute(
    sql`update knowledge_bases set active_index_id = ${other.indexId} where id = ${knowledge.knowledgeBaseId}`,
  )
  await addDocument('Herons fly slowly.', other.indexId)
  expect(await find('herons')).toEqual(['Herons fly slowly.'])
})

test('applies current filters and access rights despite the cache', async () => {
  const base = await createKnowledgeBase(database.db, { workspaceId, name: 'Filtered', index: { dims: 2 } })
  const previousKnowledge = knowledge
  knowledge = base
  await addDocument('Owls hunt at night.')
  await addDocument('Owls sleep by day.')
  const options = RetrievalOptions.parse({
    limit: 10,
    filters: { conditions: [{ field: 'open', value: 'true' }] },
  })
  const found = async (viewer: string[] | null) => {
    const request = {
      db: database.db,
      workspaceId,
      knowledgeBaseId: base.knowledgeBaseId,
      query: 'owls',
      viewer,
      options,
    }
    const { passages } = await searchChunks({
      ...request,
      embed: async () => [{ vector: Float32Array.of(1, 0), tokens: null }],
    })
    return passages.map(({ text }) => text).sort()
  }
  const updateDocument = (text: string, change: ReturnType<typeof sql>) =>
    database.db.execute(sql`update documents set ${change} where name = ${text}`)
  expect([await found(null), await found(['user:a'])]).toEqual([[], []])
  await updateDocument('Owls hunt at night.', sql`metadata = '{"open": true}'`)
  expect([await found(null), await found(['user:a'])]).toEqual([['Owls hunt at night.'], ['Owls hunt at night.']])
  await updateDocument('Owls hunt at night.', sql`access = '{user:b}'`)
  await updateDocument('Owls sleep by day.', sql`metadata = '{"open": true}'`)
  expect([await found(null), await found(['user:a']), await found(['user:b'])]).toEqual([
    ['Owls hunt at night.', 'Owls sleep by day.'],
    ['Owls sleep by day.'],
    ['Owls hunt at night.', 'Owls sleep by day.'],
  ])
  knowledge = previousKnowledge
})

test('does not expose a cached knowledge base to another workspace, nor after its deletion', async () => {
  const before = await find('herons')
  expect(before).toHaveLength(1)
  await expect(find('herons', { workspaceId: newId(), knowledgeBaseId: knowledge.knowledgeBaseId })).rejects.toThrow(
    'does not exist',
  )
  await database.db.execute(sql`delete from knowledge_bases where id = ${knowledge.knowledgeBaseId}`)
  await expect(find('herons')).rejects.toThrow('does not exist')
})
