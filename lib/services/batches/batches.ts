import 'server-only'
import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/batches'
import { AppError } from '@/lib/core/app-error'
import { apps } from '@/lib/db/schema/apps'
import { batches, batchItems } from '@/lib/db/schema/automations'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { getBatchRow, viewBatch, viewBatches } from './batch-view'
import { checkRows, requireDraft } from './check-rows'
import { makeBatch } from './create-batch'
import { redactRestricted } from './redact-restricted'
import { startRows } from './start-rows'

const SHOWN_ERRORS = 100

export const listBatches: Verb<typeof contract.listBatches> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const found = await ctx.db
    .select({ batch: batches, appName: apps.name })
    .from(batches)
    .innerJoin(apps, eq(apps.id, batches.appId))
    .where(
      and(
        eq(batches.workspaceId, ctx.workspace.id),
        isNull(apps.deletedAt),
        query.appId ? eq(batches.appId, query.appId) : undefined,
      ),
    )
    .orderBy(desc(batches.id))
    .limit(200)
  return { batches: await viewBatches(ctx, found) }
}

export const getBatch: Verb<typeof contract.getBatch> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  return viewBatch(ctx, params.batchId)
}

export const createBatch: Verb<typeof contract.createBatch> = async ({ ctx, params, upload }) => {
  requireRole(ctx, 'runner')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { fileName, bytes } = upload
  return viewBatch(
    ctx,
    await makeBatch(ctx, { appId: app.id, fileName, bytes, createdBy: memberOf(ctx), endUser: null }),
  )
}

export const checkBatch: Verb<typeof contract.checkBatch> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const { batch } = await getBatchRow(ctx, params.batchId)
  requireDraft(batch.status)
  const { first, errors } = await checkRows(ctx, batch, body.mapping)
  const unreadable = (await viewBatch(ctx, batch.id)).counts.invalid
  return {
    rowCount: batch.rowCount,
    invalidCount: errors.length + unreadable,
    first,
    errors: errors.slice(0, SHOWN_ERRORS),
  }
}

export const startBatch: Verb<typeof contract.startBatch> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const { batch } = await getBatchRow(ctx, params.batchId)
  await startRows(ctx, batch, { ...body, createdBy: memberOf(ctx) })
  return viewBatch(ctx, batch.id)
}

const memberOf = ({ actor }: ServiceContext): string | null => (actor.kind === 'user' ? actor.userId : null)

export const listBatchItems: Verb<typeof contract.listBatchItems> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const { batch } = await getBatchRow(ctx, params.batchId)
  const found = await ctx.db
    .select()
    .from(batchItems)
    .where(
      and(
        eq(batchItems.batchId, batch.id),
        eq(batchItems.workspaceId, ctx.workspace.id),
        gt(batchItems.row, query.after),
        query.status ? eq(batchItems.status, query.status) : undefined,
      ),
    )
    .orderBy(asc(batchItems.row))
    .limit(query.limit)
  const items = await redactRestricted(ctx, found)
  return {
    items: items.map(({ row, values, status, runId, outputs, error, errorRef }) => ({
      row,
      values,
      status,
      runId,
      outputs,
      error,
      errorRef,
    })),
  }
}

export const deleteBatch: Verb<typeof contract.deleteBatch> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { batch } = await getBatchRow(ctx, params.batchId)
  if (batch.status === 'running') throw new AppError('CONFLICT', problem('batches.stopFirst'))
  await ctx.db.delete(batches).where(and(eq(batches.id, batch.id), eq(batches.workspaceId, ctx.workspace.id)))
  return { ok: true }
}
