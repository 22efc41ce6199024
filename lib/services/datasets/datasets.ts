import 'server-only'
import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/datasets'
import { DatasetCard, type DatasetView } from '@/lib/contracts/datasets'
import { definedOnly } from '@/lib/core/defined-only'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { datasetExamples, datasets } from '@/lib/db/schema/datasets'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type Verb } from '../context'
import { getDatasetRow } from './get-dataset-row'

export const listDatasets: Verb<typeof contract.listDatasets> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  return { datasets: await selectDatasets(ctx.db, ctx.workspace.id) }
}

export const createDataset: Verb<typeof contract.createDataset> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const id = newId()
  await ctx.db.transaction(async (tx) => {
    const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null
    await tx.insert(datasets).values({ id, workspaceId: ctx.workspace.id, ...body, createdBy })
    await emitAudit(tx, ctx, { action: 'dataset.create', subject: `dataset:${id}`, after: { name: body.name } })
  })
  return viewDataset(ctx.db, ctx.workspace.id, id)
}

export const getDataset: Verb<typeof contract.getDataset> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  return viewDataset(ctx.db, ctx.workspace.id, params.datasetId)
}

export const updateDataset: Verb<typeof contract.updateDataset> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const { id, name } = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const change = definedOnly({ name: body.name, description: body.description, card: body.card })
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(datasets)
      .set({ ...change, updatedAt: ctx.now() })
      .where(and(eq(datasets.id, id), eq(datasets.workspaceId, ctx.workspace.id)))
    const after = { name: body.name ?? name, changed: Object.keys(change) }
    await emitAudit(tx, ctx, { action: 'dataset.update', subject: `dataset:${id}`, before: { name }, after })
  })
  return viewDataset(ctx.db, ctx.workspace.id, id)
}

export const deleteDataset: Verb<typeof contract.deleteDataset> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { id, name } = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(datasets)
      .set({ deletedAt: ctx.now() })
      .where(and(eq(datasets.id, id), eq(datasets.workspaceId, ctx.workspace.id)))
    await emitAudit(tx, ctx, { action: 'dataset.delete', subject: `dataset:${id}`, before: { name } })
  })
  return { ok: true }
}

export const restoreDataset: Verb<typeof contract.restoreDataset> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(datasets)
      .set({ deletedAt: null })
      .where(
        and(
          eq(datasets.id, params.datasetId),
          eq(datasets.workspaceId, ctx.workspace.id),
          isNotNull(datasets.deletedAt),
        ),
      )
      .returning({ id: datasets.id, name: datasets.name })
    if (!row) throw notFound('missing.dataSet')
    await emitAudit(tx, ctx, { action: 'dataset.restore', subject: `dataset:${row.id}`, after: { name: row.name } })
  })
  return viewDataset(ctx.db, ctx.workspace.id, params.datasetId)
}

/** @throws NOT_FOUND */
export async function viewDataset(db: Database | Transaction, workspaceId: string, id: string): Promise<DatasetView> {
  const found = (await selectDatasets(db, workspaceId, id))[0]
  if (!found) throw notFound('missing.dataSet')
  return found
}

async function selectDatasets(db: Database | Transaction, workspaceId: string, id?: string): Promise<DatasetView[]> {
  const inDraft = sql`${datasetExamples.datasetId} = ${datasets.id} and ${datasetExamples.removedAt} is null`
  const counted = (condition: ReturnType<typeof sql>) =>
    sql<number>`(select count(*) from ${datasetExamples} where ${inDraft}${condition})`.mapWith(Number)
  const found = await db
    .select({
      id: datasets.id,
      name: datasets.name,
      description: datasets.description,
      kind: datasets.kind,
      card: datasets.card,
      updatedAt: datasets.updatedAt,
      exampleCount: counted(sql``),
      pendingCount: counted(sql` and ${datasetExamples.review} = 'pending'`),
      approvedCount: counted(sql` and ${datasetExamples.review} = 'approved'`),
      latestVersion: sql<
        number | null
      >`(select max(v.number) from dataset_versions v where v.dataset_id = datasets.id)`,
    })
    .from(datasets)
    .where(
      and(
        eq(datasets.workspaceId, workspaceId),
        isNull(datasets.deletedAt),
        id === undefined ? undefined : eq(datasets.id, id),
      ),
    )
    .orderBy(desc(datasets.updatedAt))
  return found.map((row) => ({
    ...row,
    card: DatasetCard.catch(DatasetCard.parse({})).parse(row.card),
    updatedAt: row.updatedAt.toISOString(),
  }))
}
