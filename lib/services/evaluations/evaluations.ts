import 'server-only'
import { and, eq } from 'drizzle-orm'
import { hasRole } from '@/lib/auth/actor'
import type { BodyOf } from '@/lib/contracts/contract'
import type * as contract from '@/lib/contracts/evaluations'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { newId } from '@/lib/core/new-id'
import { evaluations } from '@/lib/db/schema/evaluation/evaluations'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { getDatasetRow } from '../datasets/get-dataset-row'
import { gatesUsing } from '../gates/gate-rows'
import { type EvaluationRow, getEvaluationRow, selectEvaluations, viewEvaluation } from './evaluation-rows'
import { freeSlug } from './free-slug'
import { fixScorerApps } from './scorer-apps'

export const listEvaluations: Verb<typeof contract.listEvaluations> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const isOfApp = query.appId === undefined ? undefined : eq(evaluations.appId, query.appId)
  return { evaluations: await selectEvaluations(ctx.db, ctx.workspace.id, isOfApp) }
}

export const createEvaluation: Verb<typeof contract.createEvaluation> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await getDatasetRow(ctx.db, ctx.workspace.id, body.datasetId)
  return insertEvaluation(ctx, { ...body, appId: app.id })
}

type NewEvaluation = Pick<typeof evaluations.$inferInsert, 'appId' | 'datasetId' | 'name' | 'split' | 'scorers'> &
  Partial<Pick<typeof evaluations.$inferInsert, 'repeats' | 'margin'>>

export async function insertEvaluation(ctx: ServiceContext, values: NewEvaluation) {
  const address = { workspaceId: ctx.workspace.id, evaluationId: newId() }
  const scorers = await fixScorerApps(ctx.db, { ...address, appId: values.appId }, values.scorers)
  await ctx.db.transaction(async (tx) => {
    const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null
    const slug = await freeSlug(tx, { workspaceId: address.workspaceId, name: values.name })
    await tx
      .insert(evaluations)
      .values({ ...values, scorers, slug, id: address.evaluationId, workspaceId: address.workspaceId, createdBy })
    const subject = `evaluation:${address.evaluationId}`
    await emitAudit(tx, ctx, { action: 'evaluation.create', subject, after: { name: values.name } })
  })
  return viewEvaluation(ctx.db, address)
}

export const getEvaluation: Verb<typeof contract.getEvaluation> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  return viewEvaluation(ctx.db, { workspaceId: ctx.workspace.id, ...params })
}

export const updateEvaluation: Verb<typeof contract.updateEvaluation> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const address = { workspaceId: ctx.workspace.id, ...params }
  const row = await getEvaluationRow(ctx.db, address)
  if (body.datasetId !== undefined) await getDatasetRow(ctx.db, ctx.workspace.id, body.datasetId)
  await requireOwnerOfGate(ctx, row, body)
  const scorers = body.scorers && (await fixScorerApps(ctx.db, row, body.scorers))
  const change = definedOnly({ ...body, scorers })
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(evaluations)
      .set({ ...change, updatedAt: ctx.now() })
      .where(and(eq(evaluations.id, row.id), eq(evaluations.workspaceId, row.workspaceId)))
    const after = { name: body.name ?? row.name, changed: Object.keys(change) }
    await emitAudit(tx, ctx, { action: 'evaluation.update', subject: `evaluation:${row.id}`, after })
  })
  return viewEvaluation(ctx.db, address)
}

export const deleteEvaluation: Verb<typeof contract.deleteEvaluation> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const { id, name } = row
  const [environment] = await gatesUsing(ctx.db, row)
  if (environment !== undefined) throw new AppError('CONFLICT', problem('gates.usedByGate', { environment }))
  await ctx.db.transaction(async (tx) => {
    await tx.delete(evaluations).where(and(eq(evaluations.id, id), eq(evaluations.workspaceId, ctx.workspace.id)))
    await emitAudit(tx, ctx, { action: 'evaluation.delete', subject: `evaluation:${id}`, before: { name } })
  })
  return { ok: true }
}

/** Only owners may change the cases or scorers that a gate uses. @throws FORBIDDEN */
async function requireOwnerOfGate(
  { db, actor }: ServiceContext,
  row: EvaluationRow,
  body: BodyOf<typeof contract.updateEvaluation>,
): Promise<void> {
  const { datasetId, split, scorers, repeats } = body
  if ([datasetId, split, scorers, repeats].every((value) => value === undefined) || hasRole(actor, 'owner')) return
  const [environment] = await gatesUsing(db, row)
  if (environment !== undefined)
    throw new AppError('FORBIDDEN', problem('gates.ownerChangesEvaluation', { environment }))
}
