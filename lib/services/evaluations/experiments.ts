import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/experiments'
import { VariantSummary } from '@/lib/contracts/experiments'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { datasetVersionExamples } from '@/lib/db/schema/datasets'
import { evaluations, experiments } from '@/lib/db/schema/evaluations'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { currentVersion } from '../datasets/current-version'
import { type EvaluationRow, getEvaluationRow } from './evaluation-rows'
import { experimentJob } from './experiment-job'
import { getExperimentRow, viewExperiment } from './experiment-view'
import { freezeVariants } from './freeze-variants'
import { readAnswers } from './read-answers'
import { summariseExperiment } from './summarise-experiment'

const MAX_ANSWERS = 200_000
const KEPT = 100

export const listExperiments: Verb<typeof contract.listExperiments> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const evaluation = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const rows = await ctx.db
    .select()
    .from(experiments)
    .where(and(eq(experiments.evaluationId, evaluation.id), eq(experiments.workspaceId, ctx.workspace.id)))
    .orderBy(desc(experiments.number))
    .limit(KEPT)
  return { experiments: await Promise.all(rows.map((row) => viewExperiment(ctx.db, row))) }
}

export const startExperiment: Verb<typeof contract.startExperiment> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const evaluation = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const variants = await freezeVariants(ctx, evaluation, body.variants)
  const datasetVersionId = await currentVersion(ctx, evaluation.datasetId)
  const exampleCount = await countExamples(ctx, evaluation, datasetVersionId)
  if (exampleCount === 0) throw new AppError('INVALID_INPUT', problem('evaluation.noCases'))
  const total = exampleCount * variants.length * evaluation.repeats
  if (total > MAX_ANSWERS)
    throw new AppError('LIMIT_EXCEEDED', problem('evaluation.tooManyAnswers', { total, max: MAX_ANSWERS }))
  const row = await ctx.db.transaction(async (tx) => {
    // One experiment at a time gets a number.
    await tx.select({ id: evaluations.id }).from(evaluations).where(eq(evaluations.id, evaluation.id)).for('update')
    const [last] = await tx
      .select({ number: sql<number>`coalesce(max(${experiments.number}), 0)`.mapWith(Number) })
      .from(experiments)
      .where(and(eq(experiments.evaluationId, evaluation.id), eq(experiments.workspaceId, ctx.workspace.id)))
    const { split, scorers, repeats, margin } = evaluation
    const [added] = await tx
      .insert(experiments)
      .values({
        ...{ id: newId(), workspaceId: ctx.workspace.id, evaluationId: evaluation.id, status: 'queued' },
        ...{ number: (last?.number ?? 0) + 1, datasetVersionId, variants, split, scorers, repeats, margin },
        ...{ isFresh: body.fresh, exampleCount, total, budgetMicros: body.budgetMicros },
        createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        createdByName: ctx.actor.kind === 'user' ? ctx.actor.name : null,
      })
      .returning()
    if (!added) throw new Error('The experiment was not stored.')
    await sendJob(ctx, added.id, tx)
    const after = { name: evaluation.name, variants: variants.length, examples: exampleCount }
    await emitAudit(tx, ctx, { action: 'evaluation.run', subject: `evaluation:${evaluation.id}`, after })
    return added
  })
  return viewExperiment(ctx.db, row)
}

function countExamples(ctx: ServiceContext, { split }: EvaluationRow, versionId: string): Promise<number> {
  return ctx.db.$count(
    datasetVersionExamples,
    and(
      eq(datasetVersionExamples.versionId, versionId),
      eq(datasetVersionExamples.workspaceId, ctx.workspace.id),
      split === 'all' ? undefined : eq(datasetVersionExamples.split, split),
    ),
  )
}

type Tx = Parameters<Parameters<ServiceContext['db']['transaction']>[0]>[0]

function sendJob(ctx: ServiceContext, experimentId: string, tx: Tx) {
  const data = { workspaceId: ctx.workspace.id, experimentId }
  return ctx.system.jobs.send(experimentJob, data, {
    ...{ key: experimentId, group: ctx.workspace.id, priority: 'batch' as const, tx },
  })
}

export const getExperiment: Verb<typeof contract.getExperiment> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const row = await getExperimentRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const { scorers, margin } = row
  const summaries = row.summaries
    ? row.summaries.map((summary) => VariantSummary.parse(summary))
    : summariseExperiment(await readAnswers(ctx.db, row), { scorers, margin, variants: row.variants.length })
  return { experiment: await viewExperiment(ctx.db, row), summaries }
}

export const deleteExperiment: Verb<typeof contract.deleteExperiment> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getExperimentRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  await ctx.db.delete(experiments).where(and(eq(experiments.id, row.id), eq(experiments.workspaceId, ctx.workspace.id)))
  return { ok: true }
}
