import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { newId } from '@/lib/core/new-id'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../../indexes/create-knowledge-base'
import { replaceChunks } from '../../ingest/insert-chunks'
import { searchChunks } from '../search-chunks'

const DIMS = 4
/** Five passages of a guide in two sections; the third one answers, its parent is the second to the fourth. */
const LINES = [
  ['Intro', 'Lathes turn metal.'],
  ['Care', 'Wipe the bed daily.'],
  ['Care', 'Oil the spindle monthly.'],
  ['Care', 'Change the filter yearly.'],
  ['Outro', 'Call us about repairs.'],
] as const
const GUIDE = LINES.map(([, line]) => line).join('\n\n')
const startOf = (line: string) => GUIDE.indexOf(line)
const PARENT = { start: startOf(LINES[1][1]), end: startOf(LINES[3][1]) + LINES[3][1].length }

let database: TestDatabase
const workspaceId = newId()
let base: Awaited<ReturnType<typeof createKnowledgeBase>>

beforeAll(async () => {
  database = await openTestDatabase()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  base = await createKnowledgeBase(database.db, { workspaceId, name: 'K', index: { dims: DIMS } })
  await add('guide')
  // Its passages differ slightly, because identical ones rank last anyway.
  await add('other', (line) => line.replace('spindle', 'chuck').replace('.', '!'))
})
afterAll(() => database.close())

async function add(name: string, change = (line: string) => line): Promise<void> {
  const { knowledgeBaseId, indexId } = base
  const documentId = newId()
  await database.db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${documentId}, ${workspaceId}, ${knowledgeBaseId}, ${name}, 'text/plain', 1, '', ${newId()}, 'ready')`)
  const chunks = LINES.map(([heading, line], ordinal) => ({
    ordinal,
    kind: 'text' as const,
    text: change(line),
    context: '',
    headings: [heading],
    page: null,
    start: startOf(line),
    end: startOf(line) + change(line).length,
    tokenCount: 5,
    embedding: null,
    parent: ordinal === 2 && name === 'guide' ? PARENT : null,
  }))
  await database.db.transaction((tx) =>
    replaceChunks(tx, { workspaceId, knowledgeBaseId, indexId, documentId }, chunks, 1),
  )
}

const ONE = 'How often do I oil the spindle?'
const ALL = 'Oil the spindle, wipe the bed, change the filter?'

async function find(result: object, limit = 1, query = ONE) {
  const { passages } = await searchChunks({
    db: database.db,
    workspaceId,
    knowledgeBaseId: base.knowledgeBaseId,
    viewer: null,
    query,
    options: RetrievalOptions.parse({ limit, search: { mode: 'lexical' }, result }),
    embed: async (texts) => texts.map(() => ({ vector: new Float32Array(DIMS), tokens: null })),
  })
  return passages
}

const lines = (from: number, to: number) =>
  LINES.slice(from, to)
    .map(([, line]) => line)
    .join('\n\n')

test.each([
  ['nothing further', {}, lines(2, 3)],
  ['a neighbor on each side', { neighbours: 1 }, lines(1, 4)],
  ['neighbors as far as the document goes', { neighbours: 3 }, lines(0, 5)],
  ['its parent', { parents: 'section' }, lines(1, 4)],
  ['the whole document', { parents: 'document' }, GUIDE],
])('returns a passage with %s, with offsets in the document', async (_, result, text) => {
  const [passage] = await find(result)
  expect(passage).toMatchObject({ documentName: 'guide', text })
  expect(GUIDE.slice(passage?.start, passage?.end)).toBe(text)
})

test('expands to the section of its headings without a parent', async () => {
  const passages = await find({ parents: 'section' }, 2)
  const other = passages.find(({ documentName }) => documentName === 'other')
  expect(other?.text).toContain('Wipe the bed daily!')
  expect(other?.text).not.toContain('Lathes turn metal')
})

test('returns a passage contained in another one only once', async () => {
  const names = async (result: object) => (await find(result, 10, ALL)).map(({ documentName }) => documentName).sort()
  expect((await names({})).filter((name) => name === 'guide').length).toBeGreaterThan(1)
  expect(await names({ parents: 'document' })).toEqual(['guide', 'other'])
})

test('limits the passages per document', async () => {
  const names = (await find({ perDocument: 1 }, 4, ALL)).map(({ documentName }) => documentName)
  expect(names.sort()).toEqual(['guide', 'other'])
})

test('ranks repetitions lower with diversity (MMR)', async () => {
  const countBeginnings = async (result: object) =>
    new Set((await find(result, 3, ALL)).map(({ text }) => text.split(' ')[0])).size
  expect(await countBeginnings({})).toBeLessThan(3)
  expect(await countBeginnings({ diversity: 0.9 })).toBe(3)
})
