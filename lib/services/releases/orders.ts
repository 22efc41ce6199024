import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { cancelOrder as cancelContract, decideOrder as decideContract } from '@/lib/contracts/releases'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { alerts } from '@/lib/db/schema/inbox'
import { releaseOrders } from '@/lib/db/schema/releases'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, requireUser, type Verb } from '../context'
import { raiseAlert } from '../inbox/raise-alert'
import { forgetLiveApps } from '../versions/live-app-cache'
import { applyOrder } from './apply-order'
import { releasesPage, versionNumber } from './place-order'
import { lockEnvironment } from './point-environment'
import { requireVersion } from './release-version'

export type OrderRow = typeof releaseOrders.$inferSelect

export const decideOrder: Verb<typeof decideContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const { userId, name } = requireUser(ctx)
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const asked = await ctx.db.transaction((tx) => lockOrder(tx, app, params.orderId))
  if (asked.requestedBy === userId && body.decision === 'approve')
    throw new AppError('FORBIDDEN', 'You asked for this release: somebody else must agree.')
  if (body.decision === 'approve') await requireVersion(ctx, app, asked.versionId)
  const result = await ctx.db.transaction(async (tx) => {
    const order = await lockOrder(tx, app, params.orderId)
    if (order.status !== 'waiting') throw new AppError('CONFLICT', 'This request was answered already.')
    if (body.dueAt !== undefined && body.dueAt !== (order.dueAt?.toISOString() ?? null))
      throw new AppError('CONFLICT', 'It was given another time meanwhile. Look at it and decide again.')
    if (body.decision === 'approve') await requireSeen(tx, app, order, body.expectedVersionId)
    const decided = { decidedBy: name, decidedAt: ctx.now() }
    const status = statusAfter(order, body.decision, ctx.now())
    await setOrder(tx, order, { ...decided, status })
    await emitAudit(tx, ctx, {
      action: `release.${body.decision}`,
      subject: `app:${app.id}`,
      after: { orderId: order.id, environment: order.environment, versionId: order.versionId },
    })
    await withdrawQuestion(tx, order)
    if (status === 'done') await applyOrder(tx, ctx, app, { ...order, ...decided })
    if (order.requestedBy !== userId) await tellDecision(tx, app, { ...order, status }, { userId, name })
    return { status: status === 'done' ? ('live' as const) : status }
  })
  forgetLiveApps(ctx.db)
  return result
}

/**
 * An approver has reviewed the difference to the live version, which changes with another live version. @throws
 * CONFLICT
 */
async function requireSeen(
  tx: Transaction,
  app: AppRow,
  { environment }: OrderRow,
  seenVersionId: string | null | undefined,
): Promise<void> {
  if (seenVersionId === undefined) return
  const { versionId } = await lockEnvironment(tx, app, environment)
  if (versionId !== seenVersionId)
    throw new AppError('CONFLICT', 'Something else has gone live here meanwhile. Look at it and decide again.')
}

/** A scheduled time that passed while waiting for an answer means now. */
function statusAfter(order: OrderRow, decision: 'approve' | 'decline', now: Date): 'done' | 'scheduled' | 'declined' {
  if (decision === 'decline') return 'declined'
  return order.dueAt !== null && order.dueAt > now ? 'scheduled' : 'done'
}

export const cancelOrder: Verb<typeof cancelContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await ctx.db.transaction(async (tx) => {
    const order = await lockOrder(tx, app, params.orderId)
    if (order.status !== 'waiting' && order.status !== 'scheduled')
      throw new AppError('CONFLICT', 'It is over already: look at the history.')
    await setOrder(tx, order, { status: 'cancelled', decidedAt: ctx.now() })
    await withdrawQuestion(tx, order)
    await emitAudit(tx, ctx, {
      action: 'release.cancel',
      subject: `app:${app.id}`,
      before: { orderId: order.id, environment: order.environment, versionId: order.versionId },
    })
  })
  return { ok: true }
}

/** Notifies the requester; the approver knows. */
async function tellDecision(
  tx: Transaction,
  app: AppRow,
  order: OrderRow,
  by: { userId: string; name: string },
): Promise<void> {
  const number = await versionNumber(tx, order.versionId)
  const isDeclined = order.status === 'declined'
  await raiseAlert(tx, {
    ...{ workspaceId: app.workspaceId, kind: 'release', key: `${order.id}:decided` },
    title: isDeclined
      ? `“${app.name}”: version ${number} was declined for ${order.environment}`
      : `“${app.name}”: version ${number} was approved for ${order.environment}`,
    message: isDeclined ? `${by.name} declined it.` : `${by.name} agreed. ${whatFollows(order)}`,
    link: releasesPage(app.id),
    knownTo: by.userId,
  })
}

function whatFollows({ status, rollout }: OrderRow): string {
  if (status === 'scheduled') return 'It goes live at its time.'
  return rollout ? 'The canary has begun.' : 'It is live now.'
}

/** Removes the question from the inbox once it is answered. */
export async function withdrawQuestion(tx: Transaction, { id, workspaceId }: OrderRow): Promise<void> {
  await tx.delete(alerts).where(and(eq(alerts.workspaceId, workspaceId), eq(alerts.key, `release:${id}`)))
}

export async function lockOrder(tx: Transaction, app: AppRow, orderId: string): Promise<OrderRow> {
  const [order] = await tx
    .select()
    .from(releaseOrders)
    .where(
      and(
        eq(releaseOrders.id, orderId),
        eq(releaseOrders.appId, app.id),
        eq(releaseOrders.workspaceId, app.workspaceId),
      ),
    )
    .for('update')
  if (!order) throw notFound('release')
  return order
}

export async function setOrder(tx: Transaction, order: OrderRow, change: Partial<OrderRow>): Promise<void> {
  await tx
    .update(releaseOrders)
    .set(change)
    .where(and(eq(releaseOrders.id, order.id), eq(releaseOrders.workspaceId, sql`${order.workspaceId}::uuid`)))
}
