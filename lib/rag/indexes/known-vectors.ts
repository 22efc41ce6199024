import 'server-only'
import { and, desc, eq, inArray, isNotNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { chunkSketches, chunks, documents, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { searchableText } from '../chunk/chunk'
import type { Embedded } from './embed-passages'
import type { IndexRow } from './read-indexes'

export interface KnownText {
  index: IndexRow
  documentId: string
  /** Hash of the text (`sketchText`): documents with the same text can share vectors. */
  contentHash?: string | null | undefined
  /** Title if it is only the file name: vectors embedded under another name are reused, too. */
  nameAsTitle?: string | undefined
}

/** Maximum number of duplicates considered, since a few copies of a file suffice. */
const MAX_COPIES = 3

/** The document and others of its knowledge base with the same text: a moved file or a duplicate. */
export async function sameTexts(db: Database, { index, documentId, contentHash }: KnownText): Promise<string[]> {
  if (!contentHash) return [documentId]
  const { id, workspaceId, knowledgeBaseId } = documents
  const copies = await db
    .select({ id })
    .from(documents)
    .where(
      and(
        eq(workspaceId, index.workspaceId),
        eq(knowledgeBaseId, index.knowledgeBaseId),
        eq(documents.contentHash, contentHash),
        ne(id, documentId),
      ),
    )
    .orderBy(desc(id))
    .limit(MAX_COPIES)
  return [documentId, ...copies.map((copy) => copy.id)]
}

/**
 * Chunks of these documents, in any index, whose vectors this index would have too; only for
 * identical models.
 * @param withSigns excludes chunks stored without sketches, which are embedded again
 */
export function sameVectors(index: IndexRow, documentIds: readonly string[], withSigns: boolean): SQL | undefined {
  return and(
    eq(chunks.workspaceId, index.workspaceId),
    inArray(chunks.documentId, [...documentIds]),
    eq(chunks.dims, index.dims),
    isNotNull(chunks.embedding),
    ne(knowledgeIndexes.status, 'discarded'),
    eq(knowledgeIndexes.embedderHash, index.embedderHash),
    sql`${knowledgeIndexes.embedder} = ${JSON.stringify(index.embedder)}::jsonb`,
    withSigns ? isNotNull(chunkSketches.chunkId) : undefined,
  )
}

/** Context of a chunk with the current file name instead of the previous one. */
export function contextNow(nameAsTitle: string | undefined): SQL<string> {
  if (!nameAsTitle) return sql<string>`${chunks.context}`
  const { title } = documents
  return sql<string>`case when ${chunks.context} = ${title} or starts_with(${chunks.context}, ${title} || ' > ')
    then ${nameAsTitle}::text || substr(${chunks.context}, length(${title}) + 1) else ${chunks.context} end`
}

/** Known vectors, by embedded text. */
export async function knownVectors(db: Database, text: KnownText, withSigns: boolean): Promise<Map<string, Embedded>> {
  const found = await db
    .select({
      text: chunks.text,
      context: contextNow(text.nameAsTitle),
      embedding: chunks.embedding,
      signs: chunkSketches.signs,
    })
    .from(chunks)
    .innerJoin(knowledgeIndexes, eq(knowledgeIndexes.id, chunks.indexId))
    .innerJoin(documents, eq(documents.id, chunks.documentId))
    .leftJoin(chunkSketches, eq(chunkSketches.chunkId, chunks.id))
    .where(sameVectors(text.index, await sameTexts(db, text), withSigns))
  return new Map(
    found.flatMap(({ embedding, signs, ...chunk }) =>
      embedding ? [[searchableText(chunk), { vector: Float32Array.from(embedding), signs }]] : [],
    ),
  )
}
