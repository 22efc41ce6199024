import 'server-only'
import { and, eq, inArray, type SQL } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { Transaction } from '@/lib/db/database'
import { batches, batchItems } from '@/lib/db/schema/automations'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { BatchContext } from './batch-context'
import type { BatchRow } from './batch-row'
import { feedBatch } from './feed-batch'
import { countRows, lockVisitor, requireOpenRoom, requireWaitingRoom } from './visitor-quota'

export type BatchAction = 'pause' | 'resume' | 'cancel' | 'run-rest' | 'retry-failed'

/** Pausing lets active rows finish; stopping cancels them too. @throws CONFLICT */
export async function changeBatch(ctx: BatchContext, batch: BatchRow, action: BatchAction): Promise<void> {
  switch (action) {
    case 'pause':
      return changeStatus(ctx, batch, ['running'], { status: 'paused' })
    case 'resume':
      return resume(ctx, batch, ['paused'])
    case 'cancel':
      await changeStatus(ctx, batch, ['running', 'paused'], { status: 'cancelled', endedAt: ctx.now() })
      return cancelItems(ctx, batch)
    case 'run-rest':
      return rerunItems(ctx, batch, { status: 'cancelled', none: problem('batches.noneLeft') })
    case 'retry-failed':
      return rerunItems(ctx, batch, { status: 'failed', none: problem('batches.noneFailed') })
    default: {
      const unhandled: never = action
      throw internalError(`Unhandled action ${String(unhandled)}`)
    }
  }
}

async function changeStatus(
  ctx: BatchContext,
  batch: BatchRow,
  from: BatchRow['status'][],
  set: Partial<BatchRow>,
): Promise<void> {
  const changed = await ctx.db
    .update(batches)
    .set(set)
    .where(and(eq(batches.id, batch.id), eq(batches.workspaceId, ctx.workspace.id), inArray(batches.status, from)))
    .returning({ id: batches.id })
  if (changed.length === 0) throw new AppError('CONFLICT', problem('batches.stateChanged'))
}

async function resume(ctx: BatchContext, batch: BatchRow, from: BatchRow['status'][]): Promise<void> {
  await changeStatus(ctx, batch, from, { status: 'running', endedAt: null, error: null })
  await ctx.db.transaction((tx) => feedBatch(tx, ctx.system, batch.id))
}

/** Reruns the rows with the status. @param none the problem to report if there are no such rows */
async function rerunItems(
  ctx: BatchContext,
  batch: BatchRow,
  { status, none }: { status: 'cancelled' | 'failed'; none: Problem },
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (batch.endUser !== null) await requireRoom(tx, batch, status)
    const resumed = await tx
      .update(batchItems)
      .set({ status: 'waiting', runId: null, outputs: null, error: null, costMicros: null, hasUnknownCost: false })
      .where(isOfBatch(ctx, batch, eq(batchItems.status, status)))
      .returning({ row: batchItems.row })
    if (resumed.length === 0) throw new AppError('CONFLICT', none)
  })
  await resume(ctx, batch, ['done', 'cancelled', 'paused', 'running'])
}

/** Rerun rows count against the visitor's limits like new ones. @throws CONFLICT */
async function requireRoom(tx: Transaction, batch: BatchRow, status: 'cancelled' | 'failed'): Promise<void> {
  await lockVisitor(tx, batch)
  if (batch.status === 'done' || batch.status === 'cancelled') await requireOpenRoom(tx, batch)
  await requireWaitingRoom(tx, batch, { rows: await countRows(tx, batch.id, status), maxRows: batch.rowCount })
}

async function cancelItems(ctx: BatchContext, batch: BatchRow): Promise<void> {
  await ctx.db
    .update(batchItems)
    .set({ status: 'cancelled' })
    .where(isOfBatch(ctx, batch, eq(batchItems.status, 'waiting')))
  const running = await ctx.db
    .select({ runId: batchItems.runId })
    .from(batchItems)
    .where(isOfBatch(ctx, batch, eq(batchItems.status, 'running')))
  for (const { runId } of running)
    if (runId !== null) await ctx.system.runs.cancel({ runId, workspaceId: ctx.workspace.id })
}

function isOfBatch(ctx: BatchContext, batch: BatchRow, status: SQL): SQL | undefined {
  return and(eq(batchItems.batchId, batch.id), eq(batchItems.workspaceId, ctx.workspace.id), status)
}
