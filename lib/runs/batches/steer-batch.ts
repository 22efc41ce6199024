import 'server-only'
import { and, eq, inArray, type SQL } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { batches, batchItems } from '@/lib/db/schema/automations'
import { cancelRun } from '../cancel-run'
import type { BatchContext } from './batch-context'
import { type BatchRow, feedBatch } from './feed-batch'

export type BatchAction = 'pause' | 'resume' | 'cancel' | 'retry-failed'

/** Pausing lets rows end that have begun; stopping stops them too. @throws CONFLICT */
export async function steerBatch(ctx: BatchContext, batch: BatchRow, action: BatchAction): Promise<void> {
  switch (action) {
    case 'pause':
      return change(ctx, batch, ['running'], { status: 'paused' })
    case 'resume':
      return goOn(ctx, batch, ['paused'])
    case 'cancel':
      await change(ctx, batch, ['running', 'paused'], { status: 'cancelled', endedAt: ctx.now() })
      return cancelItems(ctx, batch)
    case 'retry-failed':
      return retry(ctx, batch)
    default: {
      const unhandled: never = action
      throw new AppError('INTERNAL', `Unhandled action ${String(unhandled)}`)
    }
  }
}

async function change(
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
  if (changed.length === 0) throw new AppError('CONFLICT', 'The batch is in another state by now. Reload to see it.')
}

async function goOn(ctx: BatchContext, batch: BatchRow, from: BatchRow['status'][]): Promise<void> {
  await change(ctx, batch, from, { status: 'running', endedAt: null, error: null })
  await ctx.db.transaction((tx) => feedBatch(tx, ctx.system, batch.id))
}

async function retry(ctx: BatchContext, batch: BatchRow): Promise<void> {
  const again = await ctx.db
    .update(batchItems)
    .set({ status: 'waiting', runId: null, outputs: null, error: null, costMicros: null, hasUnknownCost: false })
    .where(ofBatch(ctx, batch, inArray(batchItems.status, ['failed', 'cancelled'])))
    .returning({ row: batchItems.row })
  if (again.length === 0) throw new AppError('CONFLICT', 'No row has failed.')
  await goOn(ctx, batch, ['done', 'cancelled', 'paused', 'running'])
}

async function cancelItems(ctx: BatchContext, batch: BatchRow): Promise<void> {
  await ctx.db
    .update(batchItems)
    .set({ status: 'cancelled' })
    .where(ofBatch(ctx, batch, eq(batchItems.status, 'waiting')))
  const running = await ctx.db
    .select({ runId: batchItems.runId })
    .from(batchItems)
    .where(ofBatch(ctx, batch, eq(batchItems.status, 'running')))
  for (const { runId } of running)
    if (runId !== null) await cancelRun(ctx.system, { runId, workspaceId: ctx.workspace.id })
}

function ofBatch(ctx: BatchContext, batch: BatchRow, status: SQL): SQL | undefined {
  return and(eq(batchItems.batchId, batch.id), eq(batchItems.workspaceId, ctx.workspace.id), status)
}
