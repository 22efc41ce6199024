import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type {
  cancelReleaseRequest as cancelContract,
  decideReleaseRequest as decideContract,
} from '@/lib/contracts/releases'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { alerts } from '@/lib/db/schema/inbox'
import { releaseRequests } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, requireUser, type Verb } from '../context'
import { recordingRefusals } from '../gates/recording-refusals'
import { raiseAlert } from '../inbox/raise-alert'
import { forgetLiveApps } from '../versions/live-app-cache'
import { releasesPage, versionNumber } from './create-request'
import { executeRequest } from './execute-request'
import { lockEnvironment } from './point-environment'
import { requireVersion } from './release-version'

export type ReleaseRequestRow = typeof releaseRequests.$inferSelect

export const decideReleaseRequest: Verb<typeof decideContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const { userId, name } = requireUser(ctx)
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const requested = await ctx.db.transaction((tx) => lockRequest(tx, app, params.orderId))
  if (requested.requestedBy === userId && body.decision === 'approve')
    throw new AppError('FORBIDDEN', problem('releases.ownRequest'))
  if (body.decision === 'approve') await requireVersion(ctx, app, requested.versionId)
  const result = await recordingRefusals(ctx, async (tx) => {
    const request = await lockRequest(tx, app, params.orderId)
    if (request.status !== 'waiting') throw new AppError('CONFLICT', problem('releases.requestAnswered'))
    if (body.dueAt !== undefined && body.dueAt !== (request.dueAt?.toISOString() ?? null))
      throw new AppError('CONFLICT', problem('releases.timeChanged'))
    if (body.decision === 'approve') await requireCurrent(tx, app, request, body.expectedVersionId)
    const decided = { decidedBy: name, decidedAt: ctx.now() }
    const status = statusAfter(request, body.decision, ctx.now())
    await updateRequest(tx, request, { ...decided, status })
    await emitAudit(tx, ctx, {
      action: `release.${body.decision}`,
      subject: `app:${app.id}`,
      after: { orderId: request.id, environment: request.environment, versionId: request.versionId },
    })
    await withdrawQuestion(tx, request)
    if (status === 'done') await executeRequest(tx, ctx, app, { ...request, ...decided })
    if (request.requestedBy !== userId) await notifyRequester(tx, app, { ...request, status }, { userId, name })
    return { status: status === 'done' ? ('live' as const) : status }
  })
  forgetLiveApps(ctx.db)
  return result
}

/**
 * An approver has reviewed the difference to the live version, which changes with another live version. @throws
 * CONFLICT
 */
async function requireCurrent(
  tx: Transaction,
  app: AppRow,
  { environment }: ReleaseRequestRow,
  seenVersionId: string | null | undefined,
): Promise<void> {
  if (seenVersionId === undefined) return
  const { versionId } = await lockEnvironment(tx, app, environment)
  if (versionId !== seenVersionId) throw new AppError('CONFLICT', problem('releases.changedMeanwhile'))
}

/** A scheduled time that passed while waiting for an answer means now. */
function statusAfter(
  request: ReleaseRequestRow,
  decision: 'approve' | 'decline',
  now: Date,
): 'done' | 'scheduled' | 'declined' {
  if (decision === 'decline') return 'declined'
  return request.dueAt !== null && request.dueAt > now ? 'scheduled' : 'done'
}

export const cancelReleaseRequest: Verb<typeof cancelContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await ctx.db.transaction(async (tx) => {
    const request = await lockRequest(tx, app, params.orderId)
    if (request.status !== 'waiting' && request.status !== 'scheduled')
      throw new AppError('CONFLICT', problem('releases.overSeeHistory'))
    await updateRequest(tx, request, { status: 'cancelled', decidedAt: ctx.now() })
    await withdrawQuestion(tx, request)
    await emitAudit(tx, ctx, {
      action: 'release.cancel',
      subject: `app:${app.id}`,
      before: { orderId: request.id, environment: request.environment, versionId: request.versionId },
    })
  })
  return { ok: true }
}

/** Notifies the requester, not the approver. */
async function notifyRequester(
  tx: Transaction,
  app: AppRow,
  request: ReleaseRequestRow,
  decider: { userId: string; name: string },
): Promise<void> {
  const version = await versionNumber(tx, request.versionId)
  const isDeclined = request.status === 'declined'
  await raiseAlert(tx, {
    workspaceId: app.workspaceId,
    kind: 'release',
    key: `${request.id}:decided`,
    title: problem(isDeclined ? 'alerts.releaseDeclined' : 'alerts.releaseApproved', {
      app: app.name,
      version,
      environment: request.environment,
    }),
    message: isDeclined ? problem('alerts.declinedBy', { name: decider.name }) : nextStep(request, decider.name),
    link: releasesPage(app.id),
    knownTo: decider.userId,
  })
}

function nextStep({ status, rollout }: ReleaseRequestRow, name: string): Problem {
  if (status === 'scheduled') return problem('alerts.approvedForLater', { name })
  return problem(rollout ? 'alerts.approvedCanary' : 'alerts.approvedLive', { name })
}

/** Removes the question from the inbox once it is answered. */
export async function withdrawQuestion(tx: Transaction, { id, workspaceId }: ReleaseRequestRow): Promise<void> {
  await tx.delete(alerts).where(and(eq(alerts.workspaceId, workspaceId), eq(alerts.key, `release:${id}`)))
}

export async function lockRequest(tx: Transaction, app: AppRow, orderId: string): Promise<ReleaseRequestRow> {
  const [request] = await tx
    .select()
    .from(releaseRequests)
    .where(
      and(
        eq(releaseRequests.id, orderId),
        eq(releaseRequests.appId, app.id),
        eq(releaseRequests.workspaceId, app.workspaceId),
      ),
    )
    .for('update')
  if (!request) throw notFound('missing.release')
  return request
}

export async function updateRequest(
  tx: Transaction,
  request: ReleaseRequestRow,
  change: Partial<ReleaseRequestRow>,
): Promise<void> {
  await tx
    .update(releaseRequests)
    .set(change)
    .where(and(eq(releaseRequests.id, request.id), eq(releaseRequests.workspaceId, sql`${request.workspaceId}::uuid`)))
}
