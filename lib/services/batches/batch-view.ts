import 'server-only'
import { and, count, eq, inArray, sql, sum } from 'drizzle-orm'
import type { BatchView } from '@/lib/contracts/batches'
import { apps } from '@/lib/db/schema/apps'
import { batches, batchItems } from '@/lib/db/schema/automations'
import { notFound } from '@/lib/services/context'
import type { BatchContext } from './batch-context'
import type { BatchRow } from './batch-row'

type Context = Pick<BatchContext, 'db' | 'workspace'>

/** @throws NOT_FOUND, also for a batch of another workspace */
export async function getBatchRow(ctx: Context, batchId: string): Promise<{ batch: BatchRow; appName: string }> {
  const [row] = await ctx.db
    .select({ batch: batches, appName: apps.name })
    .from(batches)
    .innerJoin(apps, eq(apps.id, batches.appId))
    .where(and(eq(batches.id, batchId), eq(batches.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('missing.batch')
  return row
}

export async function viewBatch(ctx: Context, batchId: string): Promise<BatchView> {
  const [view] = await viewBatches(ctx, [await getBatchRow(ctx, batchId)])
  if (!view) throw notFound('missing.batch')
  return view
}

export async function viewBatches(ctx: Context, found: { batch: BatchRow; appName: string }[]): Promise<BatchView[]> {
  if (found.length === 0) return []
  const ids = found.map(({ batch }) => batch.id)
  const countRows = await ctx.db
    .select({
      batchId: batchItems.batchId,
      status: batchItems.status,
      count: count(),
      cost: sum(batchItems.costMicros).mapWith(Number),
      hasUnknownCost: sql<boolean | null>`bool_or(${batchItems.hasUnknownCost})`,
    })
    .from(batchItems)
    .where(and(inArray(batchItems.batchId, ids), eq(batchItems.workspaceId, ctx.workspace.id)))
    .groupBy(batchItems.batchId, batchItems.status)
  return found.map(({ batch, appName }) => {
    const batchCounts = countRows.filter(({ batchId }) => batchId === batch.id)
    const counts = { invalid: 0, waiting: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0 }
    for (const { status, count: number } of batchCounts) counts[status] = number
    const costs = batchCounts.flatMap(({ cost }) => (cost === null ? [] : [cost]))
    return toView(batch, appName, {
      counts,
      costMicros: costs.length > 0 ? costs.reduce((total, cost) => total + cost, 0) : null,
      hasUnknownCost: batchCounts.some(({ hasUnknownCost }) => hasUnknownCost === true),
    })
  })
}

type Totals = Pick<BatchView, 'counts' | 'costMicros' | 'hasUnknownCost'>

function toView(batch: BatchRow, appName: string, totals: Totals): BatchView {
  const { id, appId, name, fileName, format, columns, mapping, status, parallel, versionNumber, rowCount } = batch
  const { error, errorRef } = batch
  return {
    id,
    appId,
    appName,
    name,
    fileName,
    format,
    columns,
    mapping,
    status,
    parallel,
    versionNumber,
    rowCount,
    error,
    errorRef,
    ...totals,
    concurrencyColumn: batch.concurrencyColumn,
    createdAt: batch.createdAt.toISOString(),
    startedAt: batch.startedAt?.toISOString() ?? null,
    endedAt: batch.endedAt?.toISOString() ?? null,
  }
}
