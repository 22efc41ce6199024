import 'server-only'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { documents, indexedDocuments, knowledgeBases, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { isMissingIn } from './missing-documents'
import type { IndexRow } from './read-indexes'

/** `missing`: documents were added or changed meanwhile. `held`: some failed, and a person must decide. */
export type SwitchOutcome = 'switched' | 'missing' | 'held' | 'gone'

/**
 * Activates the built index if it holds the current revision of all documents. One transaction that
 * blocks ingestion: a search sees either index, each complete.
 */
export async function switchIndex(
  db: Database,
  index: Pick<IndexRow, 'id' | 'workspaceId' | 'knowledgeBaseId'>,
  { withoutFailed = false } = {},
): Promise<{ outcome: SwitchOutcome; retiredId: string | null }> {
  return db.transaction(async (tx) => {
    const [base] = await tx
      .select({ activeIndexId: knowledgeBases.activeIndexId })
      .from(knowledgeBases)
      .where(and(eq(knowledgeBases.id, index.knowledgeBaseId), eq(knowledgeBases.workspaceId, index.workspaceId)))
      .for('update')
    const [built] = await tx
      .select({ id: knowledgeIndexes.id })
      .from(knowledgeIndexes)
      .where(and(eq(knowledgeIndexes.id, index.id), eq(knowledgeIndexes.status, 'building')))
      // 'update' would wait for every insert into this index.
      .for('no key update')
    if (!base || !built) return { outcome: 'gone', retiredId: null }
    const [missing] = await tx.select({ id: documents.id }).from(documents).where(isMissingIn(tx, index)).limit(1)
    if (missing) return { outcome: 'missing', retiredId: null }
    if (!withoutFailed && (await hasFailed(tx, index.id))) return { outcome: 'held', retiredId: null }
    await activate(tx, index, base.activeIndexId)
    return { outcome: 'switched', retiredId: base.activeIndexId }
  })
}

async function hasFailed(tx: Transaction, indexId: string): Promise<boolean> {
  const [failed] = await tx
    .select({ id: indexedDocuments.documentId })
    .from(indexedDocuments)
    .where(and(eq(indexedDocuments.indexId, indexId), isNotNull(indexedDocuments.error)))
    .limit(1)
  return failed !== undefined
}

async function activate(
  tx: Transaction,
  { id, workspaceId, knowledgeBaseId }: Pick<IndexRow, 'id' | 'workspaceId' | 'knowledgeBaseId'>,
  oldId: string | null,
): Promise<void> {
  const now = sql`now()`
  if (oldId)
    await tx
      .update(knowledgeIndexes)
      .set({ status: 'retired', retiredAt: now })
      .where(and(eq(knowledgeIndexes.id, oldId), eq(knowledgeIndexes.workspaceId, workspaceId)))
  await tx
    .update(knowledgeIndexes)
    .set({ status: 'active', readyAt: now, retiredAt: null, error: null })
    .where(and(eq(knowledgeIndexes.id, id), eq(knowledgeIndexes.workspaceId, workspaceId)))
  await tx
    .update(knowledgeBases)
    .set({ activeIndexId: id, updatedAt: now })
    .where(and(eq(knowledgeBases.id, knowledgeBaseId), eq(knowledgeBases.workspaceId, workspaceId)))
  // Documents in progress keep their status until they finish.
  await tx.execute(sql`update documents set chunk_count = held.chunk_count,
      status = case when documents.status not in ('ready', 'failed') then documents.status
        when held.error is null then 'ready' else 'failed' end,
      error = case when documents.status in ('ready', 'failed') then held.error else documents.error end,
      error_ref = case when documents.status in ('ready', 'failed') then held.error_ref else documents.error_ref end
    from indexed_documents held
    where held.index_id = ${id} and held.document_id = documents.id and documents.workspace_id = ${workspaceId}`)
}
