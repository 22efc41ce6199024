import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { datasetVersionExamples } from '@/lib/db/schema/datasets'
import { evaluations, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import type { ServiceContext } from '../context'
import { currentVersion } from '../datasets/current-version'
import { type EvaluationRow, getEvaluationRow } from './evaluation-rows'
import { experimentJob } from './experiment-job'
import type { ExperimentRow } from './experiment-view'
import { freezeVariants, type VariantToFreeze } from './freeze-variants'

const MAX_ANSWERS = 200_000

export interface NewExperiment {
  variants: readonly VariantToFreeze[]
  budgetMicros?: number | null
  fresh?: boolean
  /** Set for a request through the HTTP API. */
  request?: { idempotencyKey: string | null; requestHash: string; by: string }
}

/** Freezes what is measured and starts the job. @throws INVALID_INPUT without cases */
export async function insertExperiment(
  ctx: ServiceContext,
  evaluationId: string,
  { variants: choices, budgetMicros = null, fresh = false, request }: NewExperiment,
): Promise<ExperimentRow> {
  const evaluation = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, evaluationId })
  const variants = await freezeVariants(ctx, evaluation, choices)
  const datasetVersionId = await currentVersion(ctx, evaluation.datasetId)
  const exampleCount = await countExamples(ctx, evaluation, datasetVersionId)
  if (exampleCount === 0) throw new AppError('INVALID_INPUT', problem('evaluation.noCases'))
  const total = exampleCount * variants.length * evaluation.repeats
  if (total > MAX_ANSWERS)
    throw new AppError('LIMIT_EXCEEDED', problem('evaluation.tooManyAnswers', { total, max: MAX_ANSWERS }))
  return ctx.db.transaction(async (tx) => {
    // Serializes the numbering of experiments.
    await tx.select({ id: evaluations.id }).from(evaluations).where(eq(evaluations.id, evaluation.id)).for('update')
    const [last] = await tx
      .select({ number: sql<number>`coalesce(max(${experiments.number}), 0)`.mapWith(Number) })
      .from(experiments)
      .where(and(eq(experiments.evaluationId, evaluation.id), eq(experiments.workspaceId, ctx.workspace.id)))
    const { split, scorers, repeats, margin } = evaluation
    const [added] = await tx
      .insert(experiments)
      .values({
        id: newId(),
        workspaceId: ctx.workspace.id,
        evaluationId: evaluation.id,
        status: 'queued',
        number: (last?.number ?? 0) + 1,
        datasetVersionId,
        variants,
        split,
        scorers,
        repeats,
        margin,
        isFresh: fresh,
        exampleCount,
        total,
        budgetMicros,
        createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        createdByName: ctx.actor.kind === 'user' ? ctx.actor.name : (request?.by ?? null),
        idempotencyKey: request?.idempotencyKey ?? null,
        requestHash: request?.requestHash ?? null,
      })
      .returning()
    if (!added) throw new Error('The experiment was not stored.')
    await sendJob(ctx, added.id, tx)
    const after = { name: evaluation.name, variants: variants.length, examples: exampleCount }
    await emitAudit(tx, ctx, { action: 'evaluation.run', subject: `evaluation:${evaluation.id}`, after })
    return added
  })
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

function sendJob(ctx: ServiceContext, experimentId: string, tx: Transaction) {
  const data = { workspaceId: ctx.workspace.id, experimentId }
  return ctx.system.jobs.send(experimentJob, data, {
    key: experimentId,
    group: ctx.workspace.id,
    priority: 'batch' as const,
    tx,
  })
}
