import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { notFound } from '../context'

/** @throws NOT_FOUND, also for a knowledge base of another workspace */
export async function getKnowledgeBaseRow(db: Database | Transaction, workspaceId: string, id: string) {
  const [row] = await db
    .select()
    .from(knowledgeBases)
    .where(and(eq(knowledgeBases.id, id), eq(knowledgeBases.workspaceId, workspaceId)))
  if (!row) throw notFound('missing.knowledgeBase')
  return row
}

export interface DocumentAddress {
  knowledgeBaseId: string
  documentId: string
}

/** @throws NOT_FOUND */
export async function getDocumentRow(db: Database | Transaction, workspaceId: string, address: DocumentAddress) {
  const [row] = await db
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.id, address.documentId),
        eq(documents.knowledgeBaseId, address.knowledgeBaseId),
        eq(documents.workspaceId, workspaceId),
      ),
    )
  if (!row) throw notFound('missing.document')
  return row
}

export type DocumentRow = typeof documents.$inferSelect
