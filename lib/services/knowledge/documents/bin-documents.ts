import 'server-only'
import { and, eq, exists, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { documents, indexedDocuments, knowledgeBases } from '@/lib/db/schema/knowledge'
import { removeChunks, sweepRemoved } from '@/lib/rag/ingest/remove-chunks'
import type { ServiceContext } from '../../context'

/** In one transaction; as many as people change at once. */
const BINNED_AT_ONCE = 500
/** So long a deletion can be undone without reading and embedding again: no search finds the chunks meanwhile. */
const KEPT_MINUTES = 10
/** Of one deletion: more of them would take places of what a search looks at, until they are gone. */
const MOST_KEPT_CHUNKS = 2_000
const LET_GO_AT_ONCE = 100

type Context = Pick<ServiceContext, 'db' | 'workspace' | 'now'>

/**
 * They are found by nothing from now on, and can be brought back until the bin is emptied.
 * @returns how many were not in the bin yet
 */
export async function binDocuments(
  ctx: Context,
  knowledgeBaseId: string,
  documentIds: readonly string[],
): Promise<number> {
  const gone: string[] = []
  let count = 0
  try {
    for (let start = 0; start < documentIds.length; start += BINNED_AT_ONCE) {
      const binned = await binSome(ctx, knowledgeBaseId, documentIds.slice(start, start + BINNED_AT_ONCE))
      count += binned.ids.length
      if (!binned.isKept) gone.push(...binned.ids)
    }
  } finally {
    void sweepRemoved(ctx.db, ctx.workspace.id, gone)
  }
  return count
}

/** @returns those that were not in the bin yet, and whether their chunks are kept for a while */
async function binSome(
  ctx: Context,
  knowledgeBaseId: string,
  documentIds: readonly string[],
): Promise<{ ids: string[]; isKept: boolean }> {
  const workspaceId = ctx.workspace.id
  return await ctx.db.transaction(async (tx) => {
    await holdBase(tx, workspaceId, knowledgeBaseId)
    const wanted = and(addressOf(workspaceId, knowledgeBaseId, documentIds), isNull(documents.deletedAt))
    const found = await tx
      .select({ id: documents.id, chunkCount: documents.chunkCount })
      .from(documents)
      .where(wanted)
      .for('update')
    const ids = found.map(({ id }) => id)
    if (ids.length === 0) return { ids, isKept: true }
    await tx
      .update(documents)
      .set({ deletedAt: ctx.now(), chunkCount: 0 })
      .where(and(eq(documents.workspaceId, workspaceId), inArray(documents.id, ids)))
    const isKept = found.reduce((sum, { chunkCount }) => sum + chunkCount, 0) <= MOST_KEPT_CHUNKS
    if (!isKept) await removeChunks(tx, workspaceId, ids)
    return { ids, isKept }
  })
}

/** Those whose chunks the index that searches read still holds are as they were. @returns how many */
export async function takeBack(ctx: Context, knowledgeBaseId: string, documentIds: readonly string[]): Promise<number> {
  const workspaceId = ctx.workspace.id
  return await ctx.db.transaction(async (tx) => {
    const indexId = await holdBase(tx, workspaceId, knowledgeBaseId)
    if (indexId === null) return 0
    const wanted = and(addressOf(workspaceId, knowledgeBaseId, documentIds), isNotNull(documents.deletedAt))
    // Whoever lets go of their chunks at this moment (`letGo`) is waited for: what follows sees what he has left.
    await tx.select({ id: documents.id }).from(documents).where(wanted).for('update')
    const back = await tx
      .update(documents)
      .set({ deletedAt: null, chunkCount: sql`${indexedDocuments.chunkCount}` })
      .from(indexedDocuments)
      .where(
        and(
          wanted,
          eq(documents.status, 'ready'),
          eq(indexedDocuments.documentId, documents.id),
          eq(indexedDocuments.indexId, indexId),
          eq(indexedDocuments.revision, documents.revision),
          isNull(indexedDocuments.error),
        ),
      )
      .returning({ id: documents.id })
    return back.length
  })
}

/** Takes out of the indexes what nobody has brought back in time, a hundred documents at a time. */
export async function letGo(db: Database): Promise<void> {
  const gone = await db.transaction(async (tx) => {
    const held = tx.select({ one: sql`1` }).from(indexedDocuments).where(eq(indexedDocuments.documentId, documents.id))
    const old = await tx
      .select({ id: documents.id, workspaceId: documents.workspaceId })
      .from(documents)
      .where(and(lt(documents.deletedAt, sql`now() - make_interval(mins => ${KEPT_MINUTES})`), exists(held)))
      .limit(LET_GO_AT_ONCE)
      .for('update', { skipLocked: true })
    const byWorkspace = Map.groupBy(old, ({ workspaceId }) => workspaceId)
    for (const [workspaceId, rows] of byWorkspace) await removeChunks(tx, workspaceId, idsOf(rows))
    return byWorkspace
  })
  for (const [workspaceId, rows] of gone) await sweepRemoved(db, workspaceId, idsOf(rows))
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)

/** Others that store into the index hold the knowledge base first, too. @returns the index that searches read */
async function holdBase(tx: Transaction, workspaceId: string, knowledgeBaseId: string): Promise<string | null> {
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
