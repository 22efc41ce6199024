import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { BatchMapping } from '@/lib/contracts/batches'
import { AppError } from '@/lib/core/app-error'
import { batches } from '@/lib/db/schema/automations'
import { problem } from '@/lib/messages/problems/problem'
import type { BatchContext } from './batch-context'
import type { BatchRow } from './batch-row'
import { checkRows, requireDraft } from './check-rows'
import { feedBatch } from './feed-batch'
import { markInvalid } from './store-rows'
import { countRows, lockVisitor, requireOpenRoom, requireWaitingRoom } from './visitor-quota'

export interface StartRows {
  name?: string | undefined
  mapping: BatchMapping
  parallel: number
  concurrencyColumn: string | null
  createdBy: string | null
  /** The row limit for a visitor. */
  maxRows?: number
}

/**
 * Starts the valid rows with the current live version; the others keep their error. @throws CONFLICT when the batch was
 * already started
 */
export async function startRows(ctx: BatchContext, batch: BatchRow, request: StartRows): Promise<void> {
  requireDraft(batch.status)
  const { name, mapping, parallel, concurrencyColumn, createdBy, maxRows } = request
  if (concurrencyColumn !== null && !batch.columns.includes(concurrencyColumn)) {
    throw new AppError('INVALID_INPUT', problem('batches.columnMissing', { column: concurrencyColumn }))
  }
  const { errors, version } = await checkRows(ctx, batch, mapping)
  await markInvalid(ctx.db, batch.id, errors)
  await ctx.db.transaction(async (tx) => {
    if (batch.endUser !== null) {
      await lockVisitor(tx, batch)
      await requireOpenRoom(tx, batch)
      const rows = await countRows(tx, batch.id, 'waiting')
      await requireWaitingRoom(tx, batch, { rows, ...(maxRows === undefined ? {} : { maxRows }) })
    }
    const started = await tx
      .update(batches)
      .set({
        status: 'running' as const,
        mapping,
        parallel,
        concurrencyColumn,
        ...(name === undefined ? {} : { name }),
        versionId: version.id,
        versionNumber: version.number,
        startedAt: ctx.now(),
        // The runs belong to the person who starts them, not the one who uploaded the file, so that they cannot approve
        // their own runs.
        createdBy,
      })
      .where(and(eq(batches.id, batch.id), eq(batches.status, 'draft'), eq(batches.workspaceId, ctx.workspace.id)))
      .returning({ id: batches.id })
    if (started.length === 0) requireDraft('running')
    await feedBatch(tx, ctx.system, batch.id)
  })
}
