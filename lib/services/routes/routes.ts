import 'server-only'
import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import { isSameModel } from '@/lib/catalog/is-same-model'
import type {
  createRoute as createContract,
  deleteRoute as deleteContract,
  listRoutes as listContract,
  ModelChoice,
  RoutePolicy,
  RouteView,
  updateRoute as updateContract,
} from '@/lib/contracts/routes'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { newId } from '@/lib/core/new-id'
import { workspaces } from '@/lib/db/schema/auth'
import { connections } from '@/lib/db/schema/models'
import { modelRoutes } from '@/lib/db/schema/routes'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { forgetDefaultModel } from '../connections/resolve-connection'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { forgetRoute } from '../gateway/workspace-gateway'
import { noActivity, readRouteActivity } from './route-activity'

type RouteRow = typeof modelRoutes.$inferSelect

export const listRoutes: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const found = await ctx.db
    .select()
    .from(modelRoutes)
    .where(eq(modelRoutes.workspaceId, ctx.workspace.id))
    .orderBy(asc(modelRoutes.name))
  const activity = found.length > 0 ? await readRouteActivity(ctx.db, ctx.workspace.id) : new Map()
  return { routes: found.map((row) => view(row, activity.get(row.id) ?? noActivity())) }
}

export const createRoute: Verb<typeof createContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  await checkTargets(ctx, body.policy)
  await rejectTakenName(ctx, body.name, null)
  const row = await ctx.db.transaction(async (tx) => {
    const [created] = await tx
      .insert(modelRoutes)
      .values({ id: newId(), workspaceId: ctx.workspace.id, ...body })
      .returning()
    if (!created) throw internalError('The route was not stored.')
    await emitAudit(tx, ctx, { action: 'route.create', subject: `route:${created.id}`, after: auditView(created) })
    return created
  })
  forgetRoute(ctx.workspace.id, row.name)
  return view(row, noActivity())
}

/**
 * Graphs reference a route by name, so a route that is in use keeps working: the new policy applies from the next run.
 */
export const updateRoute: Verb<typeof updateContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const before = await getRoute(ctx, params.routeId)
  await checkTargets(ctx, body.policy)
  await rejectTakenName(ctx, body.name, before.id)
  const row = await ctx.db.transaction(async (tx) => {
    const [changed] = await tx
      .update(modelRoutes)
      .set({ ...body, updatedAt: ctx.now() })
      .where(and(eq(modelRoutes.id, before.id), eq(modelRoutes.workspaceId, ctx.workspace.id)))
      .returning()
    if (!changed) throw notFound('missing.route')
    const change = { before: auditView(before), after: auditView(changed) }
    await emitAudit(tx, ctx, { action: 'route.update', subject: `route:${before.id}`, ...change })
    return changed
  })
  for (const name of [before.name, row.name]) forgetRoute(ctx.workspace.id, name)
  const activity = await readRouteActivity(ctx.db, ctx.workspace.id)
  return view(row, activity.get(row.id) ?? noActivity())
}

export const deleteRoute: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getRoute(ctx, params.routeId)
  await ctx.db.transaction(async (tx) => {
    await tx.delete(modelRoutes).where(and(eq(modelRoutes.id, row.id), eq(modelRoutes.workspaceId, ctx.workspace.id)))
    // The default falls back to the built-in model, as when its connection is deleted.
    await tx
      .update(workspaces)
      .set({ defaultChatConnection: null, defaultChatModel: null })
      .where(
        and(
          eq(workspaces.id, ctx.workspace.id),
          eq(workspaces.defaultChatConnection, 'route'),
          eq(workspaces.defaultChatModel, row.name),
        ),
      )
    await emitAudit(tx, ctx, { action: 'route.delete', subject: `route:${row.id}`, before: auditView(row) })
  })
  forgetRoute(ctx.workspace.id, row.name)
  forgetDefaultModel(ctx)
  return { ok: true }
}

async function getRoute(ctx: ServiceContext, routeId: string): Promise<RouteRow> {
  const [row] = await ctx.db
    .select()
    .from(modelRoutes)
    .where(and(eq(modelRoutes.id, routeId), eq(modelRoutes.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('missing.route')
  return row
}

/** @throws INVALID_INPUT for a target that is not a suitable model of this workspace */
export async function checkTargets(ctx: ServiceContext, { targets, ability = 'chat' }: RoutePolicy): Promise<void> {
  const ids = [...new Set(targets.map(({ model }) => model.connection))].filter((id) => id !== 'trained')
  const connectionIds = ids.filter((id) => /^[0-9a-f-]{36}$/.test(id))
  const found =
    connectionIds.length === 0
      ? []
      : await ctx.db
          .select({ id: connections.id, provider: connections.provider, models: connections.models })
          .from(connections)
          .where(and(eq(connections.workspaceId, ctx.workspace.id), inArray(connections.id, connectionIds)))
  const connectionById = new Map(found.map((row) => [row.id, row]))
  const isKnown = ({ connection }: ModelChoice) =>
    connectionById.has(connection) || (connection === 'trained' && ability === 'chat')
  const unknownTarget = targets.find(({ model }) => !isKnown(model))
  if (unknownTarget)
    throw new AppError('INVALID_INPUT', problem('routes.modelUnknown', { model: unknownTarget.model.model }))
  const names = targets.map(({ model }) => `${model.connection}/${model.model}`)
  if (new Set(names).size < names.length) throw new AppError('INVALID_INPUT', problem('routes.modelTwice'))
  for (const { model } of targets) {
    const listed = connectionById.get(model.connection)?.models.find(({ id }) => id === model.model)
    // A model that a connection does not list may still exist: a deployment, or a name that was typed.
    if (listed && listed.ability !== ability)
      throw new AppError('INVALID_INPUT', problem('routes.otherUse', { model: model.model }))
  }
  if (ability === 'embed')
    rejectOtherEmbeddings(
      targets.map(({ model }) => ({
        model: model.model,
        provider: connectionById.get(model.connection)?.provider ?? '',
      })),
    )
}

/** Vectors of different models cannot be compared, so all targets must provide the same model. */
function rejectOtherEmbeddings(models: readonly { provider: string; model: string }[]): void {
  const [first, ...others] = models
  const other = others.find((model) => first && !isSameModel(first, model))
  if (first && other)
    throw new AppError(
      'INVALID_INPUT',
      problem('routes.differentEmbedders', { first: first.model, second: other.model }),
    )
}

async function rejectTakenName(ctx: ServiceContext, name: string, except: string | null): Promise<void> {
  const [existing] = await ctx.db
    .select({ id: modelRoutes.id })
    .from(modelRoutes)
    .where(
      and(
        eq(modelRoutes.workspaceId, ctx.workspace.id),
        eq(modelRoutes.name, name),
        ...(except === null ? [] : [ne(modelRoutes.id, except)]),
      ),
    )
  if (existing) throw new AppError('CONFLICT', problem('routes.nameTaken', { name }))
}

const auditView = ({ name, policy }: RouteRow) => ({
  name,
  strategy: policy.strategy,
  targets: policy.targets.map(({ model }) => `${model.connection}/${model.model}`),
})

const view = ({ id, name, description, policy, updatedAt }: RouteRow, activity: RouteView['activity']): RouteView => ({
  id,
  name,
  description,
  policy,
  updatedAt: updatedAt.toISOString(),
  activity,
})
