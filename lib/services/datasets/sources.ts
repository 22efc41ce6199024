import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/dataset-sources'
import { definedOnly } from '@/lib/core/defined-only'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { datasetExamples, datasetSources } from '@/lib/db/schema/datasets'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { hasRestricted } from '../knowledge/closed-documents'
import { exampleOfRun } from './fill/example-of-run'
import { closedToSome } from './fill/fill-from-runs'
import { fillJob } from './fill/fill-job'
import { countRuns, selectRuns } from './fill/select-runs'
import { type DatasetRow, getDatasetRow, getSourceRow } from './get-dataset-row'
import { touchDataset } from './insert-examples'
import { viewSource, viewSources } from './source-view'
import { deleteUpload } from './upload-source'

const SHOWN_EXAMPLES = 5

export const listSources: Verb<typeof contract.listSources> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const { id } = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  return { sources: await viewSources(ctx.db, { workspaceId: ctx.workspace.id, datasetId: id }) }
}

export const previewRuns: Verb<typeof contract.previewRuns> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  await getAppRow(ctx.db, ctx.workspace.id, body.filter.appId)
  const select = { workspaceId: ctx.workspace.id, filter: body.filter }
  const found = await selectRuns(ctx.db, select, { offset: 0, limit: 50 })
  const includesCorrected =
    body.filter.rating === 'any' || body.filter.rating === 'down' || body.filter.rating === 'corrected'
  const corrected = { ...select, filter: { ...body.filter, rating: 'corrected' as const } }
  const closed = await closedToSome(ctx.db, select, found)
  const examples = found.flatMap((run) => {
    if (closed.has(run.id)) return []
    const example = exampleOfRun(dataset.kind, run)
    return example.ok ? [example.data] : []
  })
  return {
    count: await countRuns(ctx.db, select),
    corrected: includesCorrected ? await countRuns(ctx.db, corrected) : 0,
    examples: examples.slice(0, SHOWN_EXAMPLES),
    hasRestricted: await hasRestricted(ctx),
  }
}

export const importRuns: Verb<typeof contract.importRuns> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const app = await getAppRow(ctx.db, ctx.workspace.id, body.filter.appId)
  // The end of the period is fixed now, so that a retried job selects the same runs.
  const filter = { ...body.filter, until: body.filter.until ?? ctx.now().toISOString() }
  const total = await countRuns(ctx.db, { workspaceId: ctx.workspace.id, filter })
  const isOfFeedback = filter.rating !== 'any' && filter.rating !== 'none'
  return queueSource(ctx, dataset, {
    kind: isOfFeedback ? 'feedback' : 'runs',
    name: body.name ?? `${isOfFeedback ? 'Feedback' : 'Runs'} of ${app.name}`,
    origin: body.origin || `Runs of the app "${app.name}" in this workspace`,
    licence: body.licence,
    settings: { filter, review: body.review, takesRestricted: body.takesRestricted },
    report: { total },
  })
}

export const generateExamples: Verb<typeof contract.generateExamples> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  return queueSource(ctx, dataset, {
    kind: 'generated',
    name: `Written by a model: ${body.instructions}`.slice(0, 120),
    origin: 'Written by a language model from examples and instructions, reviewed by people',
    licence: '',
    settings: { ...body },
    report: { total: body.count },
  })
}

export const updateSource: Verb<typeof contract.updateSource> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const source = await getSourceRow(ctx.db, ctx.workspace.id, params)
  const change = definedOnly({ name: body.name, origin: body.origin, licence: body.licence })
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(datasetSources)
      .set({ ...change, datasetId: source.datasetId })
      .where(and(eq(datasetSources.id, source.id), eq(datasetSources.workspaceId, ctx.workspace.id)))
    const before = { name: source.name, origin: source.origin, licence: source.licence }
    await emitAudit(tx, ctx, {
      action: 'dataset.source',
      subject: `dataset:${source.datasetId}`,
      before,
      after: { ...change },
    })
  })
  return viewSource(ctx.db, { workspaceId: ctx.workspace.id, datasetId: source.datasetId }, source.id)
}

export const stopSource: Verb<typeof contract.stopSource> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const source = await getSourceRow(ctx.db, ctx.workspace.id, params)
  await ctx.db
    .update(datasetSources)
    .set({ status: 'failed', ...errorColumns(problem('datasets.stopped')) })
    .where(
      and(
        eq(datasetSources.id, source.id),
        eq(datasetSources.workspaceId, ctx.workspace.id),
        inArray(datasetSources.status, ['queued', 'running']),
      ),
    )
  return viewSource(ctx.db, { workspaceId: ctx.workspace.id, datasetId: source.datasetId }, source.id)
}

export const deleteSource: Verb<typeof contract.deleteSource> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const source = await getSourceRow(ctx.db, ctx.workspace.id, params)
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(datasetExamples)
      .set({ removedAt: ctx.now() })
      .where(
        and(
          eq(datasetExamples.sourceId, source.id),
          eq(datasetExamples.workspaceId, ctx.workspace.id),
          isNull(datasetExamples.removedAt),
        ),
      )
    await tx
      .delete(datasetSources)
      .where(and(eq(datasetSources.id, source.id), eq(datasetSources.workspaceId, ctx.workspace.id)))
    await touchDataset(tx, dataset.id, ctx.now())
    const before = { name: dataset.name, source: source.name }
    await emitAudit(tx, ctx, { action: 'dataset.removeSource', subject: `dataset:${dataset.id}`, before })
  })
  await deleteUpload(source)
  return { ok: true }
}

interface NewSource {
  kind: 'runs' | 'feedback' | 'generated'
  name: string
  origin: string
  licence: string
  settings: Record<string, unknown>
  report: JsonObject
}

async function queueSource(ctx: ServiceContext, dataset: DatasetRow, source: NewSource) {
  const address = { workspaceId: ctx.workspace.id, datasetId: dataset.id }
  const id = newId()
  await ctx.db.transaction(async (tx) => {
    const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null
    await tx.insert(datasetSources).values({ id, ...address, ...source, status: 'queued', createdBy })
    await ctx.system.jobs.send(fillJob, { ...address, sourceId: id }, { key: id, group: ctx.workspace.id, tx })
    const after = { name: dataset.name, source: source.name }
    await emitAudit(tx, ctx, { action: 'dataset.import', subject: `dataset:${dataset.id}`, after })
  })
  return viewSource(ctx.db, address, id)
}
