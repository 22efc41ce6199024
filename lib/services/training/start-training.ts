import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { TrainingPlan } from '@/lib/contracts/training'
import type { checkTraining as checkContract, startTraining as startContract } from '@/lib/contracts/training-jobs'
import { hasErrors } from '@/lib/contracts/training-report'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { registeredModels, trainingJobs } from '@/lib/db/schema/training'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { budgetsOfTraining, reserveTraining } from '../budgets/reserve-training'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { checkPlan, kindOf } from './check-plan'
import { fromFineTuneState } from './fine-tune-state'
import { OPEN_STATUSES } from './job-progress'
import { followFineTuneJob, trainClassifierJob } from './training-jobs'

/** Queued and running trainings of one workspace, a guard against wasting data and money by mistake. */
const MAX_OPEN = 20

export const checkTraining: Verb<typeof checkContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  return { report: await checkPlan(ctx, body) }
}

/**
 * Validates the data again, because the current report decides, not the one in the browser. Reserves the
 * maximum cost in the workspace's budgets until the training ends.
 * @throws BUDGET_EXCEEDED when the cost does not fit into one of the budgets
 */
export const startTraining: Verb<typeof startContract> = async ({ ctx, body: { plan, confirmed } }) => {
  requireRole(ctx, 'editor')
  const report = await checkPlan(ctx, plan)
  if (hasErrors(report))
    throw new AppError('INVALID_INPUT', problem('training.dataInvalid'), { details: report.issues })
  if ((report.cost?.micros ?? null) !== confirmed.costMicros)
    throw new AppError('CONFLICT', problem('training.costChanged'))
  const trainingJobId = newId()
  const budgets = plan.kind === 'fine-tune' ? await budgetsOfTraining(ctx.db, ctx.workspace.id) : []
  const trainedModelId = await ctx.db.transaction(async (tx) => {
    await checkOpen(tx, ctx)
    const modelId = await modelFor(tx, ctx, plan)
    const reservations = await reserveTraining(tx, ctx.workspace.id, budgets, confirmed.costMicros)
    await tx.insert(trainingJobs).values({
      id: trainingJobId,
      workspaceId: ctx.workspace.id,
      modelId,
      kind: plan.kind,
      status: 'queued',
      datasetVersionId: plan.datasetVersionId,
      settings: plan.settings,
      validation: JsonObjectSchema.parse(report),
      ...(plan.kind === 'fine-tune' ? { connectionId: plan.connectionId, baseModel: plan.baseModel } : {}),
      remote: fromFineTuneState({ reservations }),
      createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    })
    const after = {
      job: trainingJobId,
      kind: plan.kind,
      dataset: plan.datasetVersionId,
      costMicros: confirmed.costMicros,
    }
    await emitAudit(tx, ctx, { action: 'training.start', subject: `model:${modelId}`, after })
    const data = { workspaceId: ctx.workspace.id, trainingJobId }
    const job = plan.kind === 'classifier' ? trainClassifierJob : followFineTuneJob
    await ctx.system.jobs.send(job, data, { key: trainingJobId, group: ctx.workspace.id, tx })
    return modelId
  })
  return { trainingJobId, trainedModelId }
}

async function checkOpen(tx: Transaction, ctx: ServiceContext): Promise<void> {
  const openTrainings = await tx
    .select({ id: trainingJobs.id })
    .from(trainingJobs)
    .where(and(eq(trainingJobs.workspaceId, ctx.workspace.id), inArray(trainingJobs.status, OPEN_STATUSES)))
    .limit(MAX_OPEN)
  if (openTrainings.length >= MAX_OPEN)
    throw new AppError('LIMIT_EXCEEDED', problem('training.tooMany', { max: MAX_OPEN }))
}

async function modelFor(
  tx: Transaction,
  { workspace, actor, now }: ServiceContext,
  plan: TrainingPlan,
): Promise<string> {
  const [model] = await tx
    .insert(registeredModels)
    .values({
      workspaceId: workspace.id,
      name: plan.modelName,
      kind: kindOf(plan),
      createdBy: actor.kind === 'user' ? actor.userId : null,
    })
    .onConflictDoUpdate({
      target: [registeredModels.workspaceId, registeredModels.name],
      set: { updatedAt: now() },
      setWhere: eq(registeredModels.kind, kindOf(plan)),
    })
    .returning({ id: registeredModels.id })
  if (!model) throw new AppError('CONFLICT', problem('training.nameOfOtherKind', { name: plan.modelName }))
  return model.id
}
