import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/budgets'
import type { Degradation } from '@/lib/contracts/budgets'
import type { BodyOf } from '@/lib/contracts/contract'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { EnvironmentName, Id } from '@/lib/core/ids'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { apiKeys, apps } from '@/lib/db/schema/apps'
import { budgetSpends, budgets } from '@/lib/db/schema/budgets'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { requireModels } from '../connections/require-model'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { forgetActiveBudgets } from './active-budgets'
import { findBudget } from './list-budgets'

type Context = Pick<ServiceContext, 'db' | 'workspace'>
type NewBudget = BodyOf<typeof contract.createBudget>

export const createBudget: Verb<typeof contract.createBudget> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  const values = { ...body, ...(await resolveScope(ctx, body)) }
  await requireModels(ctx, modelsOf(body.degradation))
  const id = newId()
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null
  await ctx.db.transaction(async (tx) => {
    await tx.insert(budgets).values({ ...values, id, workspaceId: ctx.workspace.id, createdBy })
    await emitAudit(tx, ctx, { action: 'budget.create', subject: `budget:${id}`, after: audited(values) })
  })
  forgetActiveBudgets(ctx.workspace.id)
  return { id }
}

export const updateBudget: Verb<typeof contract.updateBudget> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'owner')
  const budget = await findBudget(ctx.db, ctx.workspace.id, params.budgetId)
  if (!budget) throw notFound('missing.budget')
  await requireModels(ctx, modelsOf(body.degradation ?? null))
  const change = definedOnly(body)
  const after = { ...budget, ...change }
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(budgets)
      .set({ ...change, updatedAt: ctx.now() })
      .where(and(eq(budgets.id, budget.id), eq(budgets.workspaceId, ctx.workspace.id)))
    // A new limit raises alerts again.
    if (after.limitMicros !== budget.limitMicros || after.warnPercent !== budget.warnPercent)
      await tx
        .update(budgetSpends)
        .set({ warnedAt: null, stoppedAt: null })
        .where(and(eq(budgetSpends.budgetId, budget.id), eq(budgetSpends.workspaceId, ctx.workspace.id)))
    await emitAudit(tx, ctx, {
      action: 'budget.update',
      subject: `budget:${budget.id}`,
      before: audited(budget),
      after: audited(after),
    })
  })
  forgetActiveBudgets(ctx.workspace.id)
  return { ok: true }
}

export const deleteBudget: Verb<typeof contract.deleteBudget> = async ({ ctx, params }) => {
  requireRole(ctx, 'owner')
  await ctx.db.transaction(async (tx) => {
    const [deleted] = await tx
      .delete(budgets)
      .where(and(eq(budgets.id, params.budgetId), eq(budgets.workspaceId, ctx.workspace.id)))
      .returning()
    if (!deleted) throw notFound('missing.budget')
    await emitAudit(tx, ctx, { action: 'budget.delete', subject: `budget:${deleted.id}`, before: audited(deleted) })
  })
  forgetActiveBudgets(ctx.workspace.id)
  return { ok: true }
}

/** @throws INVALID_INPUT when the app or key is missing or belongs to another workspace */
async function resolveScope(ctx: Context, body: NewBudget): Promise<Pick<NewBudget, 'scopeId' | 'period'>> {
  const { scope, scopeId, period } = body
  if (scope === 'workspace') return { scopeId: null, period }
  // A run is one piece of spending, however long it takes.
  if (scope === 'run') return { scopeId: null, period: 'total' }
  if (scopeId !== null && scope !== 'end-user' && !(await isThere(ctx, scope, scopeId)))
    throw new AppError('INVALID_INPUT', scope === 'key' ? problem('budgets.chooseKey') : problem('budgets.chooseApp'))
  return { scopeId, period }
}

async function isThere({ db, workspace }: Context, scope: 'app' | 'environment' | 'key', id: string): Promise<boolean> {
  if (scope === 'environment') {
    const [appId = '', name, extra] = id.split('/')
    const isNamed = EnvironmentName.safeParse(name).success && extra === undefined
    return isNamed && isThere({ db, workspace }, 'app', appId)
  }
  if (!Id.safeParse(id).success) return false
  const found =
    scope === 'app'
      ? await db
          .select({ id: apps.id })
          .from(apps)
          .where(and(eq(apps.id, id), eq(apps.workspaceId, workspace.id), isNull(apps.deletedAt)))
      : await db
          .select({ id: apiKeys.id })
          .from(apiKeys)
          .where(and(eq(apiKeys.id, id), eq(apiKeys.workspaceId, workspace.id), isNull(apiKeys.revokedAt)))
  return found.length > 0
}

const modelsOf = (degradation: Degradation | null) => (degradation?.model ? [degradation.model] : [])

function audited({
  name,
  limitMicros,
  period,
  warnPercent,
  enabled,
}: Pick<NewBudget, 'name' | 'limitMicros' | 'period' | 'warnPercent' | 'enabled'>): JsonObject {
  return { name, limitMicros, period, warnPercent, enabled }
}
