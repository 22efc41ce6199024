import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { newId } from '@/lib/core/new-id'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../indexes/create-knowledge-base'
import { replaceChunks } from '../ingest/insert-chunks'
import { ensureVectorIndex, findVectorIndex } from '../vectors/vector-index'
import { searchChunks } from './search-chunks'

let database: TestDatabase
const [workspaceId, otherWorkspaceId] = [newId(), newId()]
let knowledgeBaseId: string
let otherKnowledgeBaseId: string
const TEXTS = [
  'The river Seine flows through Paris.',
  'Cats sleep most of the day.',
  '黑豹队在联赛中排名第六',
  "Rock'n'roll \\ 'quoted' text & | ! :*",
]
/** Each text has its own direction; a question about felines points at the cats. */
const axis = (index: number) => Float32Array.from({ length: 8 }, (_, dim) => (dim === index ? 1 : 0))
const embed = async (texts: string[]) =>
  texts.map((text) => ({ vector: axis(text.includes('feline') ? 1 : 7), tokens: null }))

async function fill(workspace: string, texts: readonly string[], embeddingOf = axis): Promise<string> {
  const { db } = database
  const documentId = newId()
  await db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspace}, 'W', '')`)
  const { knowledgeBaseId: knowledgeBase, indexId } = await createKnowledgeBase(db, {
    workspaceId: workspace,
    name: 'K',
    index: { dims: 8 },
  })
  await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${documentId}, ${workspace}, ${knowledgeBase}, 'facts.txt', 'text/plain', 1, '', ${newId()}, 'ready')`)
  const chunks = texts.map((text, ordinal) => ({
    ordinal,
    kind: 'text' as const,
    text,
    context: 'Facts',
    headings: ['Facts'],
    page: 1,
    start: 0,
    end: text.length,
    parent: null,
    tokenCount: 8,
    embedding: embeddingOf(ordinal),
  }))
  await db.transaction((tx) =>
    replaceChunks(tx, { workspaceId: workspace, knowledgeBaseId: knowledgeBase, indexId, documentId }, chunks, 1),
  )
  return knowledgeBase
}

beforeAll(async () => {
  database = await openTestDatabase()
  knowledgeBaseId = await fill(workspaceId, TEXTS)
  otherKnowledgeBaseId = await fill(otherWorkspaceId, ['CANARY_SECRET about felines and the Seine'])
})
afterAll(() => database.close())

const search = (query: string, scope = { workspaceId, knowledgeBaseId }) =>
  searchChunks({
    db: database.db,
    ...scope,
    query,
    options: RetrievalOptions.parse({ limit: 3 }),
    embed,
  })

test('finds by stemmed keywords and reports the channel', async () => {
  const { passages } = await search('which rivers flow through Paris?')
  expect(passages[0]).toMatchObject({
    text: TEXTS[0],
    keywordRank: 1,
    documentName: 'facts.txt',
    page: 1,
    headings: ['Facts'],
  })
})

test('finds semantically without common words', async () => {
  const { passages } = await search('feline habits')
  expect(passages[0]).toMatchObject({ text: TEXTS[1], vectorRank: 1, keywordRank: null })
})

test.each([{ fusion: 'rrf' as const }, { fusion: 'weighted' as const, meaningShare: 0 }])(
  'compares keyword matches by vector even without reranking: %j',
  async (joined) => {
    const workspace = { workspaceId: newId() }
    // Ten chunks are nearer than the chunk with the word.
    const texts = [...Array.from({ length: 10 }, (_, cat) => `Cat ${cat} sleeps.`), 'The Seine flows.']
    const vectorOf = (ordinal: number) => (ordinal < 10 ? axis(1) : Float32Array.of(0.8, 0.6, 0, 0, 0, 0, 0, 0))
    const base = await fill(workspace.workspaceId, texts, vectorOf)
    const request = (onStages?: () => void) =>
      searchChunks({
        db: database.db,
        ...workspace,
        knowledgeBaseId: base,
        query: 'Seine or feline?',
        embed,
        options: RetrievalOptions.parse({ limit: 2, rerank: { by: 'none' }, search: { ...joined, candidates: 10 } }),
        ...(onStages ? { onStages } : {}),
      })
    const { passages, confidence } = await request()
    const found = passages.find(({ text }) => text === texts[10])
    expect(found).toMatchObject({ vectorRank: null, keywordRank: 1 })
    expect(found?.similarity).toBeCloseTo(0.6)
    // The same as if all candidates were examined.
    expect(confidence).toBe((await request(() => undefined)).confidence)
  },
)

test('searches Chinese by character pairs without vectors and returns a hint', async () => {
  const { passages, hint } = await search('黑豹队排名第几')
  expect(passages[0]).toMatchObject({ text: TEXTS[2], vectorRank: null })
  expect(hint?.message).toContain('only keyword search')
})

test('never finds chunks of another workspace, whichever id is requested', async () => {
  const { passages } = await search('CANARY_SECRET feline Seine')
  expect(JSON.stringify(passages)).not.toContain('CANARY')
  const theirs = search('CANARY_SECRET', { workspaceId, knowledgeBaseId: otherKnowledgeBaseId })
  await expect(theirs).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('ranks copies behind other passages, however many there are', async () => {
  const workspace = { workspaceId: newId() }
  const notice = 'The pump is sold as it is.'
  const others = ['A pump.', 'Pumps are loud.', 'Water is wet.']
  const base = await fill(workspace.workspaceId, [...Array.from({ length: 30 }, () => notice), ...others])
  const request = async (limit: number) => {
    const { passages } = await searchChunks({
      db: database.db,
      ...workspace,
      knowledgeBaseId: base,
      query: 'How is the pump sold?',
      embed: async () => [],
      options: RetrievalOptions.parse({ limit, search: { mode: 'lexical' } }),
    })
    return passages.map(({ text }) => text)
  }
  expect(await request(3)).toEqual([notice, ...others.slice(0, 2)])
  // Copies are returned if there is nothing else.
  expect((await request(10)).filter((text) => text === notice)).toHaveLength(8)
})

test.each([
  "'; drop table chunks; --",
  "a' | 'b",
  '\\',
  ':* & | ! <->',
  'a\0b',
  '',
  '   ',
  'x'.repeat(50_000),
  '"\u202e',
])('survives the query %j', async (query) => {
  await expect(search(query)).resolves.toBeDefined()
})

test('creates the vector index of a width once where the database uses one, and searches large knowledge bases', async () => {
  await ensureVectorIndex(database.db, 8, database.kind)
  await ensureVectorIndex(database.db, 8, database.kind)
  expect(await findVectorIndex(database.db, 8)).toEqual(
    database.kind === 'embedded' ? null : expect.objectContaining({ kind: 'halfvec' }),
  )
  expect((await search('feline habits')).passages[0]?.text).toBe(TEXTS[1])
})
