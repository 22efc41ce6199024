import 'server-only'
import { and, eq, getTableColumns } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { knowledgeBases, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { problem } from '@/lib/messages/problems/problem'

export type IndexRow = typeof knowledgeIndexes.$inferSelect

interface KnowledgeBaseAddress {
  workspaceId: string
  knowledgeBaseId: string
}

/** The active index of searches. @throws NOT_FOUND, also for a knowledge base of another workspace */
export async function activeIndex(db: Database | Transaction, address: KnowledgeBaseAddress): Promise<IndexRow> {
  const row = await findActiveIndex(db, address)
  if (!row) throw new AppError('NOT_FOUND', problem('knowledge.baseMissing'))
  return row
}

export async function findActiveIndex(
  db: Database | Transaction,
  address: KnowledgeBaseAddress,
): Promise<IndexRow | null> {
  const [row] = await db
    .select(getTableColumns(knowledgeIndexes))
    .from(knowledgeBases)
    .innerJoin(knowledgeIndexes, eq(knowledgeIndexes.id, knowledgeBases.activeIndexId))
    .where(and(eq(knowledgeBases.id, address.knowledgeBaseId), eq(knowledgeBases.workspaceId, address.workspaceId)))
  return row ?? null
}
