import 'server-only'
import { and, eq } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/gates'
import { AppError } from '@/lib/core/app-error'
import { gates } from '@/lib/db/schema/evaluation/gates'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, requireUser, type Verb } from '../context'
import { getEvaluationRow } from '../evaluations/evaluation-rows'
import { requireEnvironment } from '../releases/environments'
import { gateOf, gatesOf, viewGate } from './gate-rows'

export const listGates: Verb<typeof contract.listGates> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  return { gates: (await gatesOf(ctx.db, app)).map(viewGate) }
}

export const saveGate: Verb<typeof contract.saveGate> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'owner')
  const { name: updatedBy } = requireUser(ctx)
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { environment } = params
  await requireEnvironment(ctx.db, app, environment)
  const { evaluationId, rules } = body
  const evaluation = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, evaluationId })
  if (evaluation.appId !== app.id) throw notFound('missing.evaluation')
  const unknown = rules.metrics.find(({ scorer }) => !evaluation.scorers.some(({ id }) => id === scorer))
  if (unknown) throw new AppError('INVALID_INPUT', problem('gates.missingScorer', { scorer: unknown.scorer }))
  await ctx.db.transaction(async (tx) => {
    const previousGate = await gateOf(tx, app, environment)
    await tx
      .insert(gates)
      .values({ workspaceId: app.workspaceId, appId: app.id, environment, evaluationId, rules, updatedBy })
      .onConflictDoUpdate({
        target: [gates.appId, gates.environment],
        set: { evaluationId, rules, updatedBy, updatedAt: ctx.now() },
      })
    await emitAudit(tx, ctx, {
      action: 'gate.change',
      subject: `app:${app.id}`,
      ...(previousGate
        ? { before: { environment, evaluation: previousGate.evaluation?.name ?? null, rules: previousGate.rules } }
        : {}),
      after: { environment, evaluation: evaluation.name, rules },
    })
  })
  const saved = await gateOf(ctx.db, app, environment)
  if (!saved) throw new AppError('NOT_FOUND', problem('gates.missing'))
  return viewGate(saved)
}

export const deleteGate: Verb<typeof contract.deleteGate> = async ({ ctx, params }) => {
  requireRole(ctx, 'owner')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { environment } = params
  await ctx.db.transaction(async (tx) => {
    const deleted = await tx
      .delete(gates)
      .where(and(eq(gates.appId, app.id), eq(gates.workspaceId, app.workspaceId), eq(gates.environment, environment)))
      .returning({ rules: gates.rules })
    const [deletedGate] = deleted
    if (!deletedGate) throw new AppError('NOT_FOUND', problem('gates.missing'))
    await emitAudit(tx, ctx, {
      action: 'gate.delete',
      subject: `app:${app.id}`,
      before: { environment, rules: deletedGate.rules },
    })
  })
  return { ok: true }
}
