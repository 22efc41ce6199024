import 'server-only'
import { and, asc, eq, gt, ilike, isNull, sql } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/dataset-examples'
import type { DatasetKind, ExampleData } from '@/lib/contracts/example-data'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { datasetExamples, datasetVersionExamples } from '@/lib/db/schema/datasets'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type Verb } from '../context'
import { readExample } from './example-kinds'
import { viewExample } from './example-view'
import { type ExampleRow, getDatasetRow, getExampleRow } from './get-dataset-row'
import { insertExamples, requireRoom, touchDataset } from './insert-examples'
import { manualSource } from './manual-source'
import { prepareExample } from './prepare-example'

export const listExamples: Verb<typeof contract.listExamples> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const { id } = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const { split, review, label, sourceId, personal, search, cursor, limit } = query
  const pattern = search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : undefined
  const where = and(
    eq(datasetExamples.workspaceId, ctx.workspace.id),
    eq(datasetExamples.datasetId, id),
    isNull(datasetExamples.removedAt),
    split === undefined
      ? undefined
      : split === 'none'
        ? isNull(datasetExamples.split)
        : eq(datasetExamples.split, split),
    review === undefined ? undefined : eq(datasetExamples.review, review),
    label === undefined ? undefined : eq(datasetExamples.label, label),
    sourceId === undefined ? undefined : eq(datasetExamples.sourceId, sourceId),
    personal === undefined ? undefined : sql`jsonb_array_length(${datasetExamples.personal}) > 0`,
    personal === 'kept' ? eq(datasetExamples.keepPersonal, true) : undefined,
    pattern === undefined ? undefined : ilike(datasetExamples.preview, pattern),
  )
  const found = await ctx.db
    .select()
    .from(datasetExamples)
    .where(and(where, cursor === undefined ? undefined : gt(datasetExamples.id, cursor)))
    .orderBy(asc(datasetExamples.id))
    .limit(limit + 1)
  const page = found.slice(0, limit)
  return {
    examples: page.map(viewExample),
    nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    total: await ctx.db.$count(datasetExamples, where),
  }
}

export const addExample: Verb<typeof contract.addExample> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const prepared = await prepareExample(checkData(dataset.kind, body.data))
  return ctx.db.transaction(async (tx) => {
    const target = { workspaceId: ctx.workspace.id, datasetId: dataset.id, review: 'approved' as const }
    await requireRoom(tx, dataset.id, 1)
    const sourceId = await manualSource(tx, ctx, dataset.id)
    const split = (await splitOfInput(tx, dataset.id, prepared.inputHash)) ?? body.split
    const [id] = await insertExamples(tx, { ...target, sourceId }, [{ ...prepared, split, runId: null }])
    if (id === undefined) throw new AppError('CONFLICT', problem('datasets.exampleExists'))
    await touchDataset(tx, dataset.id, ctx.now())
    await emitAudit(tx, ctx, { action: 'example.add', subject: `dataset:${dataset.id}`, after: { exampleId: id } })
    return viewExample(await getExampleRow(tx, ctx.workspace.id, { datasetId: dataset.id, exampleId: id }))
  })
}

export const updateExample: Verb<typeof contract.updateExample> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const old = await getExampleRow(ctx.db, ctx.workspace.id, params)
  const prepared = await prepareExample(checkData(dataset.kind, body.data))
  if (prepared.hash === old.hash) return viewExample(old)
  return ctx.db.transaction(async (tx) => {
    const { workspaceId, datasetId, sourceId, runId } = old
    await removeExample(tx, old, ctx.now())
    const split = (await splitOfInput(tx, datasetId, prepared.inputHash)) ?? old.split
    const target = { workspaceId, datasetId, sourceId, review: 'approved' as const }
    const [id] = await insertExamples(tx, target, [{ ...prepared, split, runId }])
    if (id === undefined) throw new AppError('CONFLICT', problem('datasets.sameContent'))
    await touchDataset(tx, datasetId, ctx.now())
    const after = { exampleId: id, instead: old.id }
    await emitAudit(tx, ctx, { action: 'example.edit', subject: `dataset:${datasetId}`, after })
    return viewExample(await getExampleRow(tx, workspaceId, { datasetId, exampleId: id }))
  })
}

/** @throws INVALID_INPUT */
function checkData(kind: DatasetKind, data: ExampleData): ExampleData {
  const parsed = readExample(kind, data)
  if (!parsed.ok) throw new AppError('INVALID_INPUT', problem('datasets.exampleInvalid', { reason: parsed.reason }))
  return parsed.data
}

/** Deletes the example, or marks it as removed if a version contains it. */
async function removeExample(tx: Transaction, old: ExampleRow, now: Date): Promise<void> {
  const [used] = await tx
    .select({ id: datasetVersionExamples.exampleId })
    .from(datasetVersionExamples)
    .where(eq(datasetVersionExamples.exampleId, old.id))
    .limit(1)
  const isExample = and(eq(datasetExamples.id, old.id), eq(datasetExamples.workspaceId, old.workspaceId))
  if (used) await tx.update(datasetExamples).set({ removedAt: now }).where(isExample)
  else await tx.delete(datasetExamples).where(isExample)
}

/** The split of examples with the same question. */
async function splitOfInput(tx: Transaction, datasetId: string, inputHash: string): Promise<ExampleRow['split']> {
  const [same] = await tx
    .select({ split: datasetExamples.split })
    .from(datasetExamples)
    .where(
      and(
        eq(datasetExamples.datasetId, datasetId),
        eq(datasetExamples.inputHash, inputHash),
        isNull(datasetExamples.removedAt),
        sql`${datasetExamples.split} is not null`,
      ),
    )
    .limit(1)
  return same?.split ?? null
}
