import 'server-only'
import { and, eq, ne } from 'drizzle-orm'
import type { moveVersion as moveContract, rollBackModel as rollBackContract } from '@/lib/contracts/training'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { modelVersions, registeredModels } from '@/lib/db/schema/training'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { forgetPicks } from './pick-version'
import { readHistory } from './read-history'
import { getModelRow } from './training-views'

export const moveVersion: Verb<typeof moveContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  if (body.share > 0 && body.stage !== 'candidate')
    throw new AppError('INVALID_INPUT', problem('training.shareForCandidate'))
  const model = await getModelRow(ctx, params.trainedModelId)
  await ctx.db.transaction(async (tx) => {
    const versions = await lockVersions(tx, ctx, model.id)
    const version = versions.find(({ id }) => id === params.modelVersionId)
    if (!version) throw notFound('missing.version')
    if (body.stage === 'production') return promote(tx, ctx, version)
    if (body.share > 0) await endOtherCanaries(tx, ctx, version)
    await setStage(tx, ctx, version, { stage: body.stage, share: body.share })
    const subject = `model:${model.id}`
    const before = { number: version.number, stage: version.stage, share: version.share }
    await emitAudit(tx, ctx, { action: 'model.stage', subject, before, after: { number: version.number, ...body } })
  })
  forgetPicks(ctx.workspace.id, model.name)
  return { ok: true }
}

/** Restores the previous production version; doing it twice undoes it. */
export const rollBackModel: Verb<typeof rollBackContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const model = await getModelRow(ctx, params.trainedModelId)
  const number = await ctx.db.transaction(async (tx) => {
    const versions = await lockVersions(tx, ctx, model.id)
    const { rollBackTo } = await readHistory({ ...ctx, db: tx }, model.id)
    const version = versions.find((item) => item.number === rollBackTo)
    if (!version) throw new AppError('CONFLICT', problem('training.noEarlierVersion'))
    await promote(tx, ctx, version)
    return version.number
  })
  forgetPicks(ctx.workspace.id, model.name)
  return { number }
}

interface LockedVersion {
  id: string
  modelId: string
  number: number
  stage: 'candidate' | 'production' | 'retired'
  share: number
}

/** Locks the model and reads its versions, so that two people do not put two versions into production. */
async function lockVersions(tx: Transaction, { workspace }: ServiceContext, modelId: string): Promise<LockedVersion[]> {
  await tx
    .select({ id: registeredModels.id })
    .from(registeredModels)
    .where(and(eq(registeredModels.id, modelId), eq(registeredModels.workspaceId, workspace.id)))
    .for('update')
  const { id, number, stage, share } = modelVersions
  return tx
    .select({ id, modelId: modelVersions.modelId, number, stage, share })
    .from(modelVersions)
    .where(and(eq(modelVersions.modelId, modelId), eq(modelVersions.workspaceId, workspace.id)))
}

/** Puts a version into production and retires the previous one. */
async function promote(tx: Transaction, ctx: ServiceContext, version: LockedVersion): Promise<void> {
  if (version.stage === 'production') return
  const retired = await tx
    .update(modelVersions)
    .set({ stage: 'retired', share: 0, stagedAt: ctx.now() })
    .where(
      and(
        eq(modelVersions.modelId, version.modelId),
        eq(modelVersions.workspaceId, ctx.workspace.id),
        eq(modelVersions.stage, 'production'),
      ),
    )
    .returning({ number: modelVersions.number })
  await setStage(tx, ctx, version, { stage: 'production', share: 0 })
  await emitAudit(tx, ctx, {
    action: 'model.promote',
    subject: `model:${version.modelId}`,
    before: { number: retired[0]?.number ?? null },
    after: { number: version.number },
  })
}

async function endOtherCanaries(tx: Transaction, ctx: ServiceContext, version: LockedVersion): Promise<void> {
  await tx
    .update(modelVersions)
    .set({ share: 0 })
    .where(
      and(
        eq(modelVersions.modelId, version.modelId),
        eq(modelVersions.workspaceId, ctx.workspace.id),
        ne(modelVersions.id, version.id),
      ),
    )
}

async function setStage(
  tx: Transaction,
  ctx: ServiceContext,
  version: LockedVersion,
  values: { stage: LockedVersion['stage']; share: number },
): Promise<void> {
  await tx
    .update(modelVersions)
    .set({ ...values, stagedAt: ctx.now() })
    .where(and(eq(modelVersions.id, version.id), eq(modelVersions.workspaceId, ctx.workspace.id)))
}
