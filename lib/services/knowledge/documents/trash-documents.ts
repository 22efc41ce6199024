import 'server-only'
import { and, eq, exists, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { documents, indexedDocuments, knowledgeBases } from '@/lib/db/schema/knowledge'
import { removeChunks, sweepRemoved } from '@/lib/rag/ingest/remove-chunks'
import type { ServiceContext } from '../../context'

/** Maximum number of documents per transaction: as many as people change at once. */
const TRASHED_AT_ONCE = 500
/** Time in which a deletion can be undone without parsing and embedding again; searches do not find the chunks meanwhile. */
const KEPT_MINUTES = 10
/** Maximum number per deletion: until they are removed, kept chunks use up candidates of a search. */
const MAX_KEPT_CHUNKS = 2_000
const RELEASED_AT_ONCE = 100

type Context = Pick<ServiceContext, 'db' | 'workspace' | 'now'>

/**
 * Moves documents to the trash: no search finds them from now on, and they can be restored until the trash is emptied.
 * @returns the number of documents that were not in the trash yet
 */
export async function trashDocuments(
  ctx: Context,
  knowledgeBaseId: string,
  documentIds: readonly string[],
): Promise<number> {
  const missing: string[] = []
  let count = 0
  try {
    for (let start = 0; start < documentIds.length; start += TRASHED_AT_ONCE) {
      const trashed = await trashSome(ctx, knowledgeBaseId, documentIds.slice(start, start + TRASHED_AT_ONCE))
      count += trashed.ids.length
      if (!trashed.isKept) missing.push(...trashed.ids)
    }
  } finally {
    void sweepRemoved(ctx.db, ctx.workspace.id, missing)
  }
  return count
}

/** @returns the documents that were not in the trash yet, and whether their chunks are kept for a while */
async function trashSome(
  ctx: Context,
  knowledgeBaseId: string,
  documentIds: readonly string[],
): Promise<{ ids: string[]; isKept: boolean }> {
  const workspaceId = ctx.workspace.id
  return await ctx.db.transaction(async (tx) => {
    await lockBase(tx, workspaceId, knowledgeBaseId)
    const toDelete = and(addressOf(workspaceId, knowledgeBaseId, documentIds), isNull(documents.deletedAt))
    const found = await tx
      .select({ id: documents.id, chunkCount: documents.chunkCount })
      .from(documents)
      .where(toDelete)
      .for('update')
    const ids = found.map(({ id }) => id)
    if (ids.length === 0) return { ids, isKept: true }
    await tx
      .update(documents)
      .set({ deletedAt: ctx.now(), chunkCount: 0 })
      .where(and(eq(documents.workspaceId, workspaceId), inArray(documents.id, ids)))
    const isKept = found.reduce((sum, { chunkCount }) => sum + chunkCount, 0) <= MAX_KEPT_CHUNKS
    if (!isKept) await removeChunks(tx, workspaceId, ids)
    return { ids, isKept }
  })
}

/** Restores documents whose chunks are still in the active index. @returns their number */
export async function restoreChunks(
  ctx: Context,
  knowledgeBaseId: string,
  documentIds: readonly string[],
): Promise<number> {
  const workspaceId = ctx.workspace.id
  return await ctx.db.transaction(async (tx) => {
    const indexId = await lockBase(tx, workspaceId, knowledgeBaseId)
    if (indexId === null) return 0
    const toRestore = and(addressOf(workspaceId, knowledgeBaseId, documentIds), isNotNull(documents.deletedAt))
    // Waits for a concurrent removal of chunks, so that the following statements see its result.
    await tx.select({ id: documents.id }).from(documents).where(toRestore).for('update')
    const restored = await tx
      .update(documents)
      .set({ deletedAt: null, chunkCount: sql`${indexedDocuments.chunkCount}` })
      .from(indexedDocuments)
      .where(
        and(
          toRestore,
          eq(documents.status, 'ready'),
          eq(indexedDocuments.documentId, documents.id),
          eq(indexedDocuments.indexId, indexId),
          eq(indexedDocuments.revision, documents.revision),
          isNull(indexedDocuments.error),
        ),
      )
      .returning({ id: documents.id })
    return restored.length
  })
}

/** Removes from the indexes the chunks of documents that were not restored in time, a hundred documents at a time. */
export async function releaseChunks(db: Database): Promise<void> {
  const released = await db.transaction(async (tx) => {
    const indexed = tx
      .select({ one: sql`1` })
      .from(indexedDocuments)
      .where(eq(indexedDocuments.documentId, documents.id))
    const old = await tx
      .select({ id: documents.id, workspaceId: documents.workspaceId })
      .from(documents)
      .where(and(lt(documents.deletedAt, sql`now() - make_interval(mins => ${KEPT_MINUTES})`), exists(indexed)))
      .limit(RELEASED_AT_ONCE)
      .for('update', { skipLocked: true })
    const byWorkspace = Map.groupBy(old, ({ workspaceId }) => workspaceId)
    for (const [workspaceId, rows] of byWorkspace) await removeChunks(tx, workspaceId, idsOf(rows))
    return byWorkspace
  })
  for (const [workspaceId, rows] of released) await sweepRemoved(db, workspaceId, idsOf(rows))
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)

/** Locks the knowledge base first, like everything that writes to the index. @returns the active index */
async function lockBase(tx: Transaction, workspaceId: string, knowledgeBaseId: string): Promise<string | null> {
  const [base] = await tx
    .select({ activeIndexId: knowledgeBases.activeIndexId })
    .from(knowledgeBases)
    .where(and(eq(knowledgeBases.id, knowledgeBaseId), eq(knowledgeBases.workspaceId, workspaceId)))
    .for('share')
  return base?.activeIndexId ?? null
}

export function addressOf(workspaceId: string, knowledgeBaseId: string, documentIds: readonly string[]) {
  return and(
    eq(documents.workspaceId, workspaceId),
    eq(documents.knowledgeBaseId, knowledgeBaseId),
    inArray(documents.id, [...documentIds]),
  )
}
