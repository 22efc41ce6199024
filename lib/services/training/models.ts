import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import {
  type deleteTrainedModel as deleteContract,
  type getTrainedModel as getContract,
  type listTrainedModels as listContract,
  ModelCard,
  type TrainedModelSummary,
  type updateTrainedModel as updateContract,
} from '@/lib/contracts/training'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { internalError } from '@/lib/core/internal-error'
import { modelVersions, registeredModels, trainingJobs } from '@/lib/db/schema/training'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { OPEN_STATUSES } from './job-progress'
import { forgetPicks } from './pick-version'
import { readHistory } from './read-history'
import {
  accuracyOf,
  classesOf,
  getModelRow,
  jobSummary,
  type ModelRow,
  selectVersions,
  testExamplesIn,
  VERSION_COLUMNS,
} from './training-views'

export const listTrainedModels: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const models = await ctx.db
    .select()
    .from(registeredModels)
    .where(eq(registeredModels.workspaceId, ctx.workspace.id))
    .orderBy(desc(registeredModels.updatedAt))
  return { models: await summaries(ctx, models) }
}

export const getTrainedModel: Verb<typeof getContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const model = await getModelRow(ctx, params.trainedModelId)
  const [summary] = await summaries(ctx, [model])
  if (!summary) throw internalError('The model could not be read.')
  const jobs = await ctx.db
    .select()
    .from(trainingJobs)
    .where(and(eq(trainingJobs.modelId, model.id), eq(trainingJobs.workspaceId, ctx.workspace.id)))
    .orderBy(desc(trainingJobs.id))
    .limit(50)
  const versionList = await selectVersions(ctx, model.id)
  const { history, rollBackTo } = await readHistory(ctx, model.id)
  return {
    ...summary,
    card: ModelCard.parse(model.card),
    versionList,
    jobs: jobs.map(jobSummary),
    history,
    baseUrl: ctx.system.appUrl,
    rollBackTo: versionList.some(({ number }) => number === rollBackTo) ? rollBackTo : null,
  }
}

export const updateTrainedModel: Verb<typeof updateContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const model = await getModelRow(ctx, params.trainedModelId)
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(registeredModels)
      .set({ ...definedOnly(body), updatedAt: ctx.now() })
      .where(and(eq(registeredModels.id, model.id), eq(registeredModels.workspaceId, ctx.workspace.id)))
    const subject = `model:${model.id}`
    await emitAudit(tx, ctx, { action: 'model.describe', subject, after: { fields: Object.keys(body) } })
  })
  return { ok: true }
}

export const deleteTrainedModel: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const model = await getModelRow(ctx, params.trainedModelId)
  await ctx.db.transaction(async (tx) => {
    const open = await tx
      .select({ id: trainingJobs.id })
      .from(trainingJobs)
      .where(
        and(
          eq(trainingJobs.modelId, model.id),
          eq(trainingJobs.workspaceId, ctx.workspace.id),
          eq(trainingJobs.kind, 'fine-tune'),
          inArray(trainingJobs.status, OPEN_STATUSES),
        ),
      )
    // Otherwise it would continue at the service and incur costs that are invisible here.
    if (open.length > 0) throw new AppError('CONFLICT', problem('training.inProgress'))
    await tx
      .delete(registeredModels)
      .where(and(eq(registeredModels.id, model.id), eq(registeredModels.workspaceId, ctx.workspace.id)))
    await emitAudit(tx, ctx, { action: 'model.delete', subject: `model:${model.id}`, before: { name: model.name } })
  })
  forgetPicks(ctx.workspace.id, model.name)
  return { ok: true }
}

async function summaries(ctx: ServiceContext, models: readonly ModelRow[]): Promise<TrainedModelSummary[]> {
  const ids = models.map(({ id }) => id)
  if (ids.length === 0) return []
  const versions = await ctx.db
    .select(VERSION_COLUMNS)
    .from(modelVersions)
    .where(and(inArray(modelVersions.modelId, ids), eq(modelVersions.workspaceId, ctx.workspace.id)))
    .orderBy(desc(modelVersions.number))
  const jobs = await ctx.db
    .selectDistinctOn([trainingJobs.modelId])
    .from(trainingJobs)
    .where(and(inArray(trainingJobs.modelId, ids), eq(trainingJobs.workspaceId, ctx.workspace.id)))
    .orderBy(trainingJobs.modelId, desc(trainingJobs.id))
  return models.map((model) => {
    const versionsOfModel = versions.filter(({ modelId }) => modelId === model.id)
    const production = versionsOfModel.find(({ stage }) => stage === 'production')
    const canary = versionsOfModel.find(({ stage, share }) => stage === 'candidate' && share > 0)
    const job = jobs.find(({ modelId }) => modelId === model.id)
    return {
      id: model.id,
      name: model.name,
      kind: model.kind,
      description: model.description,
      versions: versionsOfModel.length,
      production: production
        ? {
            number: production.number,
            accuracy: accuracyOf(production.metrics),
            testExamples: testExamplesIn(production.metrics),
          }
        : null,
      canary: canary ? { number: canary.number, share: canary.share } : null,
      classes: classesOf((production ?? versionsOfModel[0])?.artifactInfo ?? {}),
      job: job ? jobSummary(job) : null,
      updatedAt: model.updatedAt.toISOString(),
    }
  })
}
