import 'server-only'
import { and, eq, gt, inArray } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { conversationTurns } from '@/lib/db/schema/conversations'
import { runFeedback } from '@/lib/db/schema/datasets'
import { onlineRuns, onlineScores } from '@/lib/db/schema/evaluation/online-rules'
import { knowledgeSearches } from '@/lib/db/schema/retrieval-lab'
import { runChunks, runEvents, runReads, runs, runValues } from '@/lib/db/schema/runs'
import { removeRunFiles } from '@/lib/services/app-files/generated-files'

/**
 * Deletes ended runs with all their data and their shadow runs. Their cost stays in the ledger.
 * @returns files that they created, to delete once this is committed (`deleteBytes`)
 */
export async function deleteRuns(tx: Transaction, workspaceId: string, requestedIds: string[]): Promise<string[]> {
  if (requestedIds.length === 0) return []
  const ids = [...new Set([...requestedIds, ...(await shadowsOf(tx, workspaceId, requestedIds))])]
  await tx.delete(runEvents).where(inArray(runEvents.runId, ids))
  await tx.delete(runChunks).where(inArray(runChunks.runId, ids))
  await tx.delete(runValues).where(inArray(runValues.runId, ids))
  await tx
    .delete(knowledgeSearches)
    .where(and(eq(knowledgeSearches.workspaceId, workspaceId), inArray(knowledgeSearches.runId, ids)))
  await tx.delete(runFeedback).where(and(eq(runFeedback.workspaceId, workspaceId), inArray(runFeedback.runId, ids)))
  for (const table of [onlineScores, onlineRuns])
    await tx.delete(table).where(and(eq(table.workspaceId, workspaceId), inArray(table.runId, ids)))
  await tx
    .delete(conversationTurns)
    .where(and(eq(conversationTurns.workspaceId, workspaceId), inArray(conversationTurns.runId, ids)))
  await tx.delete(runs).where(and(eq(runs.workspaceId, workspaceId), inArray(runs.id, ids)))
  // Deleted after the run: `reads-of-runs.ts` may store reads until the run is gone.
  await tx.delete(runReads).where(and(eq(runReads.workspaceId, workspaceId), inArray(runReads.runId, ids)))
  return removeRunFiles(tx, workspaceId, ids)
}

/** Shadow runs contain the same texts and end user. `stop-deleted.ts` cancels active shadow runs. */
async function shadowsOf(tx: Transaction, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  // Shadow runs are newer than their originals, so this condition lets an index help.
  const [oldest = ''] = ids.toSorted()
  const found = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), gt(runs.id, oldest), inArray(runs.shadowOf, [...ids])))
  return found.map(({ id }) => id)
}
