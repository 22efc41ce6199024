import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { knowledgeSources, sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import { notFound } from '../../context'

export type SourceRow = typeof knowledgeSources.$inferSelect
export type SyncRow = typeof sourceSyncs.$inferSelect

/** @throws NOT_FOUND, also for a source of another workspace or knowledge base */
export async function getSourceRow(
  db: Database | Transaction,
  workspaceId: string,
  { knowledgeBaseId, knowledgeSourceId }: { knowledgeBaseId?: string; knowledgeSourceId: string },
): Promise<SourceRow> {
  const [row] = await db
    .select()
    .from(knowledgeSources)
    .where(
      and(
        eq(knowledgeSources.id, knowledgeSourceId),
        eq(knowledgeSources.workspaceId, workspaceId),
        knowledgeBaseId === undefined ? undefined : eq(knowledgeSources.knowledgeBaseId, knowledgeBaseId),
      ),
    )
  if (!row) throw notFound('missing.source')
  return row
}

/** @throws NOT_FOUND */
export async function getSyncRow(
  db: Database | Transaction,
  workspaceId: string,
  { sourceId, syncId }: { sourceId: string; syncId: string },
): Promise<SyncRow> {
  const [row] = await db
    .select()
    .from(sourceSyncs)
    .where(
      and(eq(sourceSyncs.id, syncId), eq(sourceSyncs.sourceId, sourceId), eq(sourceSyncs.workspaceId, workspaceId)),
    )
  if (!row) throw notFound('missing.sync')
  return row
}
