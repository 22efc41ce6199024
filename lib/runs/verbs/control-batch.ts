import 'server-only'
import { and, eq, inArray, type SQL } from 'drizzle-orm'
import type { controlBatch as contract } from '@/lib/contracts/batches'
import { AppError } from '@/lib/core/app-error'
import { batches, batchItems } from '@/lib/db/schema/automations'
import { requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { getBatchRow, viewBatch } from '../batches/batch-view'
import { type BatchRow, feedBatch } from '../batches/feed-batch'
import { cancelRun } from '../cancel-run'

/** Pausing lets rows end that have begun; stopping stops them too. */
export const controlBatch: Verb<typeof contract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const { batch } = await getBatchRow(ctx, params.batchId)
  switch (body.action) {
    case 'pause':
      await change(ctx, batch, ['running'], { status: 'paused' })
      break
    case 'resume':
      await goOn(ctx, batch, ['paused'])
      break
    case 'cancel':
      await change(ctx, batch, ['running', 'paused'], { status: 'cancelled', endedAt: ctx.now() })
      await cancelItems(ctx, batch)
      break
    case 'retry-failed':
      await retry(ctx, batch)
      break
    default: {
      const unhandled: never = body.action
      throw new AppError('INTERNAL', `Unhandled action ${String(unhandled)}`)
    }
  }
  return viewBatch(ctx, batch.id)
}

async function change(
  ctx: ServiceContext,
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

async function goOn(ctx: ServiceContext, batch: BatchRow, from: BatchRow['status'][]): Promise<void> {
  await change(ctx, batch, from, { status: 'running', endedAt: null })
  await ctx.db.transaction((tx) => feedBatch(tx, ctx.system, batch.id))
}

async function retry(ctx: ServiceContext, batch: BatchRow): Promise<void> {
  const again = await ctx.db
    .update(batchItems)
    .set({ status: 'waiting', runId: null, outputs: null, error: null, costMicros: null, hasUnknownCost: false })
    .where(ofBatch(ctx, batch, inArray(batchItems.status, ['failed', 'cancelled'])))
    .returning({ row: batchItems.row })
  if (again.length === 0) throw new AppError('CONFLICT', 'No row has failed.')
  await goOn(ctx, batch, ['done', 'cancelled', 'paused', 'running'])
}

async function cancelItems(ctx: ServiceContext, batch: BatchRow): Promise<void> {
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

function ofBatch(ctx: ServiceContext, batch: BatchRow, status: SQL): SQL | undefined {
  return and(eq(batchItems.batchId, batch.id), eq(batchItems.workspaceId, ctx.workspace.id), status)
}
