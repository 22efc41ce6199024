import 'server-only'
import { and, eq, inArray, not, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { chunks, hiddenRuns, indexedDocuments } from '@/lib/db/schema/knowledge'
import { inBackground } from '@/lib/platform/in-background'
import { log } from '@/lib/platform/log'
import { sweepRun } from './hidden-runs'
import { areMany } from './many-chunks'

/**
 * Takes documents out of every index that holds them. A few chunks are deleted, many are hidden: their deletion would hold
 * everybody up on the embedded database. `sweepRemoved` deletes these afterwards.
 */
export async function removeChunks(
  tx: Transaction,
  workspaceId: string,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return
  const ids = [...documentIds]
  const held = await tx
    .delete(indexedDocuments)
    .where(and(eq(indexedDocuments.workspaceId, workspaceId), inArray(indexedDocuments.documentId, ids)))
    .returning()
  const total = held.reduce((sum, { chunkCount }) => sum + chunkCount, 0)
  const runs = held.flatMap(({ indexId, documentId, firstNumber, chunkCount }) =>
    firstNumber === null ? [] : [{ workspaceId, indexId, documentId, firstNumber, chunkCount }],
  )
  if (areMany(tx, total) && runs.length > 0) await tx.insert(hiddenRuns).values(runs).onConflictDoNothing()
  // Whoever sweeps a run deletes its chunks in another order, so those are left to him.
  const isHidden = sql`exists (select 1 from hidden_runs h where h.index_id = ${chunks.indexId}
    and h.document_id = ${chunks.documentId} and ${chunks.number} >= h.first_number
    and ${chunks.number} < h.first_number + h.chunk_count)`
  await tx
    .delete(chunks)
    .where(and(eq(chunks.workspaceId, workspaceId), inArray(chunks.documentId, ids), not(isHidden)))
}

/** After the transaction of `removeChunks`, while nobody waits. What it does not come to is swept later (`sweepLeft`). */
export async function sweepRemoved(db: Database, workspaceId: string, documentIds: readonly string[]): Promise<void> {
  if (documentIds.length === 0) return
  try {
    const left = await db
      .select()
      .from(hiddenRuns)
      .where(and(eq(hiddenRuns.workspaceId, workspaceId), inArray(hiddenRuns.documentId, [...documentIds])))
    await inBackground(async () => {
      for (const run of left) await sweepRun(db, run, run)
    })
  } catch (error) {
    log().warn({ err: error }, 'Chunks of removed documents were not deleted')
  }
}
