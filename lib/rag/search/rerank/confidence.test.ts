import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { newId } from '@/lib/core/new-id'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../../indexes/create-knowledge-base'
import { replaceChunks } from '../../ingest/insert-chunks'
import { commonRarity, steadyRarity } from '../../text/common-words'
import { searchChunks } from '../search-chunks'
import weights from './rerank-weights.json' with { type: 'json' }

const ANSWER = 'The warranty on the pump is two years from the day of purchase.'
const OTHER = 'The pump weighs nine kilograms and is painted blue.'
/** Approximate cosines to the question from the built-in model for these texts. */
const COSINE: Readonly<Record<string, number>> = { [ANSWER]: 0.62, [OTHER]: 0.2 }
let database: TestDatabase
const workspaceId = newId()

beforeAll(async () => {
  database = await openTestDatabase()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
})
afterAll(() => database.close())

const vector = (cosine: number) => Float32Array.of(cosine, Math.sqrt(1 - cosine * cosine))

async function confidence(query: string, texts: readonly string[]): Promise<number> {
  const { db } = database
  const base = await createKnowledgeBase(db, { workspaceId, name: newId(), index: { dims: 2 } })
  const documentId = newId()
  await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${documentId}, ${workspaceId}, ${base.knowledgeBaseId}, 'a', 'text/plain', 1, '', ${newId()}, 'ready')`)
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
    tokenCount: 8,
    embedding: vector(COSINE[text] ?? 0.05),
  }))
  await db.transaction((tx) => replaceChunks(tx, { workspaceId, ...base, documentId }, chunks, 1))
  const found = await searchChunks({
    db,
    workspaceId,
    knowledgeBaseId: base.knowledgeBaseId,
    query,
    embed: async () => [{ vector: vector(1), tokens: null }],
    options: RetrievalOptions.parse({}),
  })
  return found.confidence
}

/** Passages on other topics, each with its own words. */
const filler = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `Item ${index} of the stock stands in hall ${index % 7} beside the long wall.`,
  )

const QUESTION = 'How long is the warranty?'

test('finds an answer with similar confidence in a base of two passages and in one of hundreds', async () => {
  const small = await confidence(QUESTION, [ANSWER, OTHER])
  const large = await confidence(QUESTION, [ANSWER, OTHER, ...filler(600)])
  expect(small).toBeGreaterThan(0.4)
  expect(Math.abs(small - large)).toBeLessThan(0.3)
})

test('has low confidence for an unrelated question, however few passages there are', async () => {
  expect(await confidence('Who won the championship in Berlin?', [OTHER])).toBeLessThan(0.1)
})

test('uses English word frequencies where a small base has no statistics on rare words', () => {
  expect(commonRarity('warranty')).toBeGreaterThan(commonRarity('long') + 2)
  expect(commonRarity('zyxwvut')).toBeGreaterThan(commonRarity('water'))
  expect(steadyRarity(1, 3, 'warranty')).toBeCloseTo(commonRarity('warranty'), 0)
  expect(steadyRarity(8, 100_000, 'long')).toBeCloseTo(8, 1)
})

test('does not depend on neighbors, which are not loaded without reranking', () => {
  expect(Object.keys(weights.confidence)).not.toContain('neighbours')
})
