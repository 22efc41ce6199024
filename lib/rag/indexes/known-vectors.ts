import 'server-only'
import { and, eq, isNotNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { chunkSigns, chunks, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { searchableText } from '../chunk/chunk'
import type { Embedded } from './embed-passages'
import type { IndexRow } from './read-indexes'

/**
 * Chunks of the document, in whichever index, whose vectors this index would have as well: only of models of which it is
 * known that they are the very same. @param withSigns those of before signs were kept are embedded again
 */
export function sameVectors(
  { index, documentId }: { index: IndexRow; documentId: string },
  withSigns: boolean,
): SQL | undefined {
  return and(
    eq(chunks.workspaceId, index.workspaceId),
    eq(chunks.documentId, documentId),
    eq(chunks.dims, index.dims),
    isNotNull(chunks.embedding),
    ne(knowledgeIndexes.status, 'discarded'),
    eq(knowledgeIndexes.embedderHash, index.embedderHash),
    sql`${knowledgeIndexes.embedder} = ${JSON.stringify(index.embedder)}::jsonb`,
    withSigns ? isNotNull(chunkSigns.chunkId) : undefined,
  )
}

/** By the text that was embedded. */
export async function knownVectors(
  db: Database,
  document: { index: IndexRow; documentId: string },
  withSigns: boolean,
): Promise<Map<string, Embedded>> {
  const found = await db
    .select({
      ...{ text: chunks.text, context: chunks.context, embedding: chunks.embedding },
      signs: chunkSigns.signs,
    })
    .from(chunks)
    .innerJoin(knowledgeIndexes, eq(knowledgeIndexes.id, chunks.indexId))
    .leftJoin(chunkSigns, eq(chunkSigns.chunkId, chunks.id))
    .where(sameVectors(document, withSigns))
  return new Map(
    found.flatMap(({ embedding, signs, ...chunk }) =>
      embedding ? [[searchableText(chunk), { vector: Float32Array.from(embedding), signs }]] : [],
    ),
  )
}
