import 'server-only'
import { and, eq, inArray, not, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { chunks, hiddenRuns, indexedDocuments } from '@/lib/db/schema/knowledge'
import { inBackground } from '@/lib/platform/in-background'
import { log } from '@/lib/platform/log'
import { type Run, sweepRun } from './hidden-chunks'
import { areMany } from './many-chunks'

/** PostgreSQL allows 65,535 parameters per statement; a run takes five. */
const ROWS_PER_STATEMENT = 1_000

/**
 * Removes documents from all indexes. The chunks of the shortest are deleted at once; others are
 * hidden, since deleting many blocks the embedded database, and `sweepRemoved` deletes them
 * afterwards.
 */
export async function removeChunks(
  tx: Transaction,
  workspaceId: string,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return
  const ids = [...documentIds]
  const existing = await tx
    .delete(indexedDocuments)
    .where(and(eq(indexedDocuments.workspaceId, workspaceId), inArray(indexedDocuments.documentId, ids)))
    .returning()
  const runs = existing.flatMap(({ indexId, documentId, firstNumber, chunkCount }) =>
    firstNumber === null ? [] : [{ workspaceId, indexId, documentId, firstNumber, chunkCount }],
  )
  const unnumbered = existing.reduce(
    (sum, { firstNumber, chunkCount }) => sum + (firstNumber === null ? chunkCount : 0),
    0,
  )
  const hidden = longestOf(tx, runs, unnumbered)
  for (let start = 0; start < hidden.length; start += ROWS_PER_STATEMENT) {
    await tx
      .insert(hiddenRuns)
      .values(hidden.slice(start, start + ROWS_PER_STATEMENT))
      .onConflictDoNothing()
  }
  // A concurrent sweep deletes chunks in another order, so its runs are left to it.
  const isHidden = sql`exists (select 1 from hidden_runs h where h.index_id = ${chunks.indexId}
    and h.document_id = ${chunks.documentId} and ${chunks.number} >= h.first_number
    and ${chunks.number} < h.first_number + h.chunk_count)`
  await tx
    .delete(chunks)
    .where(and(eq(chunks.workspaceId, workspaceId), inArray(chunks.documentId, ids), not(isHidden)))
}

/** All runs but the shortest, whose few chunks are deleted at once, because every search checks the hidden runs. */
function longestOf<R extends Run>(tx: Transaction, runs: readonly R[], deletedAnyway: number): R[] {
  let deleted = deletedAnyway
  return runs
    .toSorted((a, b) => a.chunkCount - b.chunkCount)
    .filter(({ chunkCount }) => {
      deleted += chunkCount
      return areMany(tx, deleted)
    })
}

/** Runs after the transaction of `removeChunks`. The rest is swept later (`sweepLeft`). */
export async function sweepRemoved(db: Database, workspaceId: string, documentIds: readonly string[]): Promise<void> {
  try {
    await inBackground(async () => {
      for (let start = 0; start < documentIds.length; start += ROWS_PER_STATEMENT) {
        const ids = documentIds.slice(start, start + ROWS_PER_STATEMENT)
        const left = await db
          .select()
          .from(hiddenRuns)
          .where(and(eq(hiddenRuns.workspaceId, workspaceId), inArray(hiddenRuns.documentId, ids)))
        for (const run of left) await sweepRun(db, run, run)
      }
    })
  } catch (error) {
    log().warn({ err: error }, 'failed to delete chunks of removed documents')
  }
}
