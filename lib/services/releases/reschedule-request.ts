import 'server-only'
import type { rescheduleRelease as moveContract } from '@/lib/contracts/releases'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type Verb } from '../context'
import { rejectDuplicate, requestApproval } from './create-request'
import { lockEnvironment } from './point-environment'
import { lockRequest, updateRequest, withdrawQuestion } from './requests'
import { requireFutureTime } from './require-future-time'

/** Reschedules a release. An approval was for the previous time, so it is requested again where needed. */
export const rescheduleRelease: Verb<typeof moveContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const dueAt = requireFutureTime(body.plannedFor, ctx.now())
  return ctx.db.transaction(async (tx) => {
    const request = await lockRequest(tx, app, params.orderId)
    if (request.status !== 'waiting' && request.status !== 'scheduled')
      throw new AppError('CONFLICT', problem('releases.overSeeHistory'))
    if (request.rollout) throw new AppError('CONFLICT', problem('releases.canaryHasNoTime'))
    const { id, environment, versionId } = request
    const { needsApproval } = await lockEnvironment(tx, app, environment)
    // Serializes scheduling and moving of the same release: the second of two sees the first.
    await rejectDuplicate(tx, app, { id, environment, versionId, dueAt })
    const status = needsApproval || request.needsSecondPerson ? 'waiting' : 'scheduled'
    const { timeZone } = body.plannedFor
    await updateRequest(tx, request, { dueAt, timeZone, status, decidedBy: null, decidedAt: null })
    await emitAudit(tx, ctx, {
      action: 'release.move',
      subject: `app:${app.id}`,
      before: { orderId: id, environment, dueAt: request.dueAt?.toISOString() ?? null },
      after: { orderId: id, environment, dueAt: dueAt.toISOString() },
    })
    if (request.status !== status) await withdrawQuestion(tx, request)
    if (request.status !== status && status === 'waiting')
      await requestApproval(tx, app, { ...request, by: { id: request.requestedBy, name: request.requestedByName } })
    return { status }
  })
}
