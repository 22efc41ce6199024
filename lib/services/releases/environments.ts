import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type {
  createEnvironment as createContract,
  deleteEnvironment as deleteContract,
  ModelOverride,
  setMaintenance as maintenanceContract,
  updateEnvironment as updateContract,
} from '@/lib/contracts/environments'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import type { Database, Transaction } from '@/lib/db/database'
import { environments } from '@/lib/db/schema/apps'
import { environmentSecrets, releaseRequests } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { requireModels } from '../connections/require-model'
import { notFound, requireRole, type Verb } from '../context'
import { requireOwnerWhereGated } from '../gates/require-owner-where-gated'
import { forgetLiveApps } from '../versions/live-app-cache'
import { approvalChange, consumeApprovalRule, keepApprovalName, requireOwnerWhereApproved } from './approval-rule'
import { endRollouts } from './end-rollouts'
import { forgetEnvironment } from './environment-settings'
import { holdScheduledRequests, lockScheduledRequests } from './hold-scheduled-requests'
import { isEnvironment, isStandard, lockEnvironment } from './point-environment'

const MAX_ENVIRONMENTS = 12

export const createEnvironment: Verb<typeof createContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  if (isStandard(body.name)) throw new AppError('CONFLICT', problem('environments.nameTaken', { name: body.name }))
  await ctx.db.transaction(async (tx) => {
    const customEnvironments = await tx
      .select({ name: environments.name })
      .from(environments)
      .where(and(eq(environments.appId, app.id), eq(environments.workspaceId, app.workspaceId)))
    if (customEnvironments.length >= MAX_ENVIRONMENTS)
      throw new AppError('LIMIT_EXCEEDED', problem('environments.tooMany', { max: MAX_ENVIRONMENTS }))
    const needsApproval = await consumeApprovalRule(tx, app, body.name)
    const approvalSince = needsApproval ? sql`clock_timestamp()` : null
    const created = await tx
      .insert(environments)
      .values({ appId: app.id, workspaceId: app.workspaceId, name: body.name, needsApproval, approvalSince })
      .onConflictDoNothing()
      .returning({ name: environments.name })
    if (created.length === 0) throw new AppError('CONFLICT', problem('environments.nameTaken', { name: body.name }))
    await emitAudit(tx, ctx, {
      action: 'environment.create',
      subject: `app:${app.id}`,
      after: { environment: body.name, needsApproval },
    })
  })
  return { ok: true }
}

export const updateEnvironment: Verb<typeof updateContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await requireEnvironment(ctx.db, app, params.environment)
  if (body.models) checkModels(body.models)
  // Only `to` must exist: an override for a deleted connection keeps a version working.
  if (body.models)
    await requireModels(
      ctx,
      body.models.map(({ to }) => to),
    )
  await ctx.db.transaction(async (tx) => {
    // Locked before the environment, in the lock order of releases.
    if (body.needsApproval) await lockScheduledRequests(tx, app, params.environment)
    const locked = await lockEnvironment(tx, app, params.environment)
    if (body.needsApproval !== undefined && body.needsApproval !== locked.needsApproval) requireRole(ctx, 'owner')
    if (body.models) requireOwnerWhereApproved(ctx, locked, 'releases.ownerChangesModels')
    if (body.models) await requireOwnerWhereGated(tx, ctx, app, params.environment)
    const change = definedOnly(body)
    await tx
      .update(environments)
      .set({ ...change, ...approvalChange(locked, body.needsApproval), updatedAt: sql`now()` })
      .where(isEnvironment(app, params.environment))
    if (body.needsApproval && !locked.needsApproval) await holdScheduledRequests(tx, app, params.environment)
    const { durability, runsPerKey, needsApproval, models } = { ...locked, ...change }
    await emitAudit(tx, ctx, {
      action: 'environment.update',
      subject: `app:${app.id}`,
      before: { environment: locked.name, needsApproval: locked.needsApproval, models: locked.models },
      after: { environment: locked.name, durability, runsPerKey, needsApproval, models },
    })
  })
  forgetEnvironment(ctx.db, { appId: app.id, environment: params.environment })
  forgetLiveApps(ctx.db)
  return { ok: true }
}

export const deleteEnvironment: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { environment } = params
  if (isStandard(environment)) throw new AppError('CONFLICT', problem('environments.builtin'))
  await ctx.db.transaction(async (tx) => {
    // Requests are locked before the environment, in the order in which they are decided, moved and fired. The second
    // call cancels those added before the environment was locked.
    await cancelRequests(tx, app, environment)
    const locked = await lockEnvironment(tx, app, environment)
    requireOwnerWhereApproved(ctx, locked, 'releases.ownerDeletesEnvironment')
    if (locked.needsApproval) await keepApprovalName(tx, app, environment)
    await tx.delete(environments).where(isEnvironment(app, environment))
    await endRollouts(tx, app, environment, null)
    await cancelRequests(tx, app, environment)
    await tx
      .delete(environmentSecrets)
      .where(
        and(
          eq(environmentSecrets.appId, app.id),
          eq(environmentSecrets.workspaceId, app.workspaceId),
          eq(environmentSecrets.environment, environment),
        ),
      )
    await emitAudit(tx, ctx, { action: 'environment.delete', subject: `app:${app.id}`, before: { environment } })
  })
  forgetEnvironment(ctx.db, { appId: app.id, environment })
  forgetLiveApps(ctx.db)
  return { ok: true }
}

async function cancelRequests(
  tx: Transaction,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  environment: string,
): Promise<void> {
  await tx
    .update(releaseRequests)
    .set({ status: 'cancelled' })
    .where(
      and(
        eq(releaseRequests.appId, app.id),
        eq(releaseRequests.workspaceId, app.workspaceId),
        eq(releaseRequests.environment, environment),
        inArray(releaseRequests.status, ['waiting', 'scheduled']),
      ),
    )
}

export const setMaintenance: Verb<typeof maintenanceContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { environment, maintenance } = body
  if (environment !== null) await requireEnvironment(ctx.db, app, environment)
  await ctx.db.transaction(async (tx) => {
    if (environment !== null) await lockEnvironment(tx, app, environment)
    await tx
      .update(environments)
      .set({ maintenance, updatedAt: sql`now()` })
      .where(
        environment === null
          ? and(eq(environments.appId, app.id), eq(environments.workspaceId, app.workspaceId))
          : isEnvironment(app, environment),
      )
    await emitAudit(tx, ctx, {
      action: maintenance ? 'maintenance.begin' : 'maintenance.end',
      subject: `app:${app.id}`,
      after: { environment, message: maintenance?.message ?? null },
    })
  })
  forgetLiveApps(ctx.db)
  return { ok: true }
}

/** Standard environments exist before the first release to them. @throws NOT_FOUND */
export async function requireEnvironment(
  db: Database,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  name: string,
): Promise<void> {
  if (isStandard(name)) return
  const found = await db.select({ name: environments.name }).from(environments).where(isEnvironment(app, name))
  if (found.length === 0) throw notFound('missing.environment')
}

/** Rejects chains: a replacement must not be replaced itself. @throws INVALID_INPUT */
function checkModels(models: readonly ModelOverride[]): void {
  const keyOf = ({ connection, model }: ModelOverride['from']) => `${connection}/${model}`
  const replaced = new Set(models.map(({ from }) => keyOf(from)))
  if (replaced.size < models.length) throw new AppError('INVALID_INPUT', problem('environments.modelReplacedTwice'))
  if (models.some(({ to }) => replaced.has(keyOf(to))))
    throw new AppError('INVALID_INPUT', problem('environments.replacementReplaced'))
}
