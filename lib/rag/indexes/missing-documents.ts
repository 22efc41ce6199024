import 'server-only'
import { and, asc, eq, gt, isNull, notExists, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { documents, indexedDocuments } from '@/lib/db/schema/knowledge'
import type { IndexRow } from './read-indexes'

type IndexAddress = Pick<IndexRow, 'id' | 'workspaceId' | 'knowledgeBaseId'>

/** Documents with text of which this index lacks the current revision; oldest first. */
export async function missingDocuments(db: Database | Transaction, index: IndexAddress, limit: number) {
  return db
    .select({
      id: documents.id,
      mimeType: documents.mimeType,
      revision: documents.revision,
      text: documents.text,
      title: documents.title,
      language: documents.language,
      structure: documents.structure,
    })
    .from(documents)
    .where(isMissingIn(db, index))
    .orderBy(asc(documents.id))
    .limit(limit)
}
export type MissingDocument = Awaited<ReturnType<typeof missingDocuments>>[number]

export function isMissingIn(db: Database | Transaction, index: IndexAddress): SQL | undefined {
  const indexed = db
    .select({ one: sql`1` })
    .from(indexedDocuments)
    .where(
      and(
        eq(indexedDocuments.indexId, index.id),
        eq(indexedDocuments.documentId, documents.id),
        eq(indexedDocuments.revision, documents.revision),
      ),
    )
  return and(indexable(index), notExists(indexed))
}

/** Documents that an index must hold: with text, and not in the bin. */
export function indexable({ workspaceId, knowledgeBaseId }: IndexAddress): SQL | undefined {
  return and(
    eq(documents.workspaceId, workspaceId),
    eq(documents.knowledgeBaseId, knowledgeBaseId),
    gt(documents.revision, 0),
    isNull(documents.deletedAt),
  )
}
