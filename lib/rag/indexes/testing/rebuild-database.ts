import { and, eq, sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import { chunks, documents, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { indexDocument } from '../../ingest/index-document'
import { type BuildIndexOptions, buildIndex } from '../build-index'
import { createKnowledgeBase } from '../create-knowledge-base'
import type { EmbedTexts } from '../embed-passages'
import { activeIndex, type IndexRow } from '../read-indexes'

/** Vectors that depend only on the text and the width. */
export const embedAs =
  (dims: number): EmbedTexts =>
  async (texts) =>
    texts.map((text) => vector(text, dims))

const vector = (text: string, dims: number) =>
  Float32Array.from({ length: dims }, (_, dim) => ((text.charCodeAt(dim % text.length) * (dim + 3)) % 17) + 1)

/** A knowledge base whose active index has vectors of 4 dimensions. */
export interface RebuildBase {
  knowledgeBaseId: string
  /** Adds or replaces a document in the active index only, as an upload does. */
  put(name: string, text: string): Promise<void>
  remove(name: string): Promise<void>
}

/** A database with one workspace, and the steps of a rebuild in it. */
export interface RebuildDatabase {
  database: TestDatabase
  workspaceId: string
  newBase(): Promise<RebuildBase>
  /** A new index of the base, with the status `building`. */
  addIndex(base: RebuildBase, dims?: number): Promise<IndexRow>
  build(
    index: IndexRow,
    embed?: EmbedTexts,
    overrides?: Partial<Pick<BuildIndexOptions, 'signal' | 'cut' | 'withoutFailed'>>,
  ): ReturnType<typeof buildIndex>
  /** What a search finds now: the text of every document in the active index, and the widths of its vectors. */
  readActive(base: RebuildBase): Promise<{ texts: Record<string, string>; dims: (number | null)[]; index: IndexRow }>
}

export async function openRebuildDatabase(): Promise<RebuildDatabase> {
  const database = await openTestDatabase()
  const workspaceId = newId()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  return {
    database,
    workspaceId,
    newBase: () => newBase(database, workspaceId),
    addIndex: (base, dims = 6) => addIndex(database, workspaceId, { base, dims }),
    build: (index, embed = embedAs(index.dims), overrides = {}) =>
      buildIndex({
        db: database.db,
        index,
        embed,
        untilMs: Date.now() + 60_000,
        reread: async () => {},
        signal: new AbortController().signal,
        ...overrides,
      }),
    readActive: (base) => readActive(database, workspaceId, base),
  }
}

async function newBase({ db }: TestDatabase, workspaceId: string): Promise<RebuildBase> {
  const { knowledgeBaseId } = await createKnowledgeBase(db, { workspaceId, name: 'K', index: { dims: 4 } })
  const idOf = async (name: string) => {
    const ofBase = and(eq(documents.knowledgeBaseId, knowledgeBaseId), eq(documents.name, name))
    return (await db.select({ id: documents.id }).from(documents).where(ofBase))[0]?.id
  }
  return {
    knowledgeBaseId,
    put: async (name, text) => {
      let id = await idOf(name)
      if (!id) {
        id = newId()
        await db.insert(documents).values({
          id,
          workspaceId,
          knowledgeBaseId,
          name,
          mimeType: 'text/plain',
          sizeBytes: 1,
          sha256: '',
          fileId: newId(),
          status: 'queued',
        })
      }
      const parsed = { text, title: name, pages: [], sections: [], language: 'en', properties: {}, notices: [] }
      await indexDocument({
        db,
        document: { id, workspaceId, knowledgeBaseId, mimeType: 'text/plain' },
        parsed: { ...parsed, shape: 'prose' },
        embedFor: (index) => embedAs(index.dims),
      })
    },
    remove: async (name) => {
      const id = await idOf(name)
      if (id) await db.delete(documents).where(eq(documents.id, id))
    },
  }
}

async function addIndex(
  { db }: TestDatabase,
  workspaceId: string,
  { base, dims }: { base: RebuildBase; dims: number },
): Promise<IndexRow> {
  const { knowledgeBaseId } = base
  const [row] = await db
    .insert(knowledgeIndexes)
    .values({
      workspaceId,
      knowledgeBaseId,
      status: 'building',
      embedder: { connection: 'c', model: 'm' },
      dims,
      chunking: { all: { chunker: 'tokens', maxTokens: 16, overlapTokens: 0 } },
    })
    .returning()
  if (!row) throw new Error('no index')
  return row
}

async function readActive({ db }: TestDatabase, workspaceId: string, { knowledgeBaseId }: RebuildBase) {
  const index = await activeIndex(db, { workspaceId, knowledgeBaseId })
  const found = await db
    .select({ name: documents.name, text: chunks.text, dims: chunks.dims, ordinal: chunks.ordinal })
    .from(chunks)
    .innerJoin(documents, eq(documents.id, chunks.documentId))
    .where(eq(chunks.indexId, index.id))
    .orderBy(documents.name, chunks.ordinal)
  const texts: Record<string, string> = {}
  for (const { name, text } of found) texts[name] = texts[name] ? `${texts[name]} ${text}` : text
  return { texts, dims: [...new Set(found.map(({ dims }) => dims))], index }
}
