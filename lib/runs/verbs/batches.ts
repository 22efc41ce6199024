import 'server-only'
import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/batches'
import type { BatchMapping } from '@/lib/contracts/batches'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { apps } from '@/lib/db/schema/apps'
import { batches, batchItems } from '@/lib/db/schema/automations'
import { toDisplayName } from '@/lib/files/display-name'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { parseRows } from '@/lib/services/batches/parse-rows'
import { requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { getBatchRow, viewBatch, viewBatches } from '../batches/batch-view'
import { feedBatch } from '../batches/feed-batch'
import { rowError } from '../batches/row-inputs'
import { markInvalid, storeRows, usableRows } from '../batches/store-rows'
import { findTarget } from '../find-target'

const SHOWN_ROWS = 5
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
  const fileName = toDisplayName(upload.fileName)
  const format = formatOf(fileName)
  const id = newId()
  const address = { batchId: id, workspaceId: ctx.workspace.id }
  await ctx.db.insert(batches).values({
    ...{ id, workspaceId: ctx.workspace.id, appId: app.id, name: fileName, fileName, format, columns: [] },
    status: 'draft',
    createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
  })
  const ofBatch = and(eq(batches.id, id), eq(batches.workspaceId, ctx.workspace.id))
  try {
    await ctx.db
      .update(batches)
      .set(await storeRows(ctx.db, address, parseRows(upload.bytes, format)))
      .where(ofBatch)
  } catch (error) {
    await ctx.db.delete(batches).where(ofBatch)
    throw error
  }
  return viewBatch(ctx, id)
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
  requireDraft(batch.status)
  if (body.concurrencyColumn !== null && !batch.columns.includes(body.concurrencyColumn)) {
    throw new AppError('INVALID_INPUT', `The file has no column "${body.concurrencyColumn}".`)
  }
  const { errors, version } = await checkRows(ctx, batch, body.mapping)
  await markInvalid(ctx.db, batch.id, errors)
  await ctx.db.transaction(async (tx) => {
    const started = await tx
      .update(batches)
      .set({
        ...{ status: 'running' as const, mapping: body.mapping, parallel: body.parallel },
        concurrencyColumn: body.concurrencyColumn,
        ...(body.name === undefined ? {} : { name: body.name }),
        versionId: version.id,
        versionNumber: version.number,
        startedAt: ctx.now(),
        // The runs are his who starts them, not his who brought the file: he cannot be the second person.
        createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      })
      .where(and(eq(batches.id, batch.id), eq(batches.status, 'draft'), eq(batches.workspaceId, ctx.workspace.id)))
      .returning({ id: batches.id })
    if (started.length === 0) requireDraft('running')
    await feedBatch(tx, ctx.system, batch.id)
  })
  return viewBatch(ctx, batch.id)
}

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
  return {
    items: found.map(({ row, values, status, runId, outputs, error }) => ({
      ...{ row, values, status, runId, outputs, error },
    })),
  }
}

export const deleteBatch: Verb<typeof contract.deleteBatch> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { batch } = await getBatchRow(ctx, params.batchId)
  if (batch.status === 'running') throw new AppError('CONFLICT', 'Stop the batch first.')
  await ctx.db.delete(batches).where(and(eq(batches.id, batch.id), eq(batches.workspaceId, ctx.workspace.id)))
  return { ok: true }
}

async function checkRows(ctx: ServiceContext, batch: { id: string; appId: string }, mapping: BatchMapping) {
  const target = await findTarget(ctx.db, { workspaceId: ctx.workspace.id, appId: batch.appId, versionId: null })
  const first: { row: number; inputs: JsonObject }[] = []
  const errors: { row: number; message: string }[] = []
  for await (const { row, values } of usableRows(ctx.db, batch.id)) {
    const { inputs, error } = rowError(target, mapping, values)
    if (inputs === null) errors.push({ row, message: error })
    else if (first.length < SHOWN_ROWS) first.push({ row, inputs })
  }
  return { first, errors, version: target.version }
}

function requireDraft(status: string): void {
  if (status !== 'draft') throw new AppError('CONFLICT', 'This batch has started already. Upload the file again.')
}

function formatOf(fileName: string): 'csv' | 'jsonl' {
  if (/\.(?:csv|tsv|txt)$/i.test(fileName)) return 'csv'
  if (/\.(?:jsonl|ndjson)$/i.test(fileName)) return 'jsonl'
  throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Choose a .csv or .jsonl file.')
}
