import 'server-only'
import type { moveOrder as moveContract } from '@/lib/contracts/releases'
import { AppError } from '@/lib/core/app-error'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type Verb } from '../context'
import { lockOrder, setOrder, withdrawQuestion } from './orders'
import { askSecondPerson, refuseSecond } from './place-order'
import { lockEnvironment } from './point-environment'
import { requireComing } from './require-coming'

/** Reschedules a release. An approval was for the previous time, so it is requested again where needed. */
export const moveOrder: Verb<typeof moveContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const dueAt = requireComing(body.plannedFor, ctx.now())
  return ctx.db.transaction(async (tx) => {
    const order = await lockOrder(tx, app, params.orderId)
    if (order.status !== 'waiting' && order.status !== 'scheduled')
      throw new AppError('CONFLICT', 'It is over already: look at the history.')
    if (order.rollout) throw new AppError('CONFLICT', 'A canary begins when somebody agrees: it has no time.')
    const { id, environment, versionId } = order
    const { needsApproval } = await lockEnvironment(tx, app, environment)
    // Serializes scheduling and moving of the same release: the second of two sees the first.
    await refuseSecond(tx, app, { id, environment, versionId, dueAt })
    const status = needsApproval ? 'waiting' : 'scheduled'
    const { timeZone } = body.plannedFor
    await setOrder(tx, order, { dueAt, timeZone, status, decidedBy: null, decidedAt: null })
    await emitAudit(tx, ctx, {
      action: 'release.move',
      subject: `app:${app.id}`,
      before: { orderId: id, environment, dueAt: order.dueAt?.toISOString() ?? null },
      after: { orderId: id, environment, dueAt: dueAt.toISOString() },
    })
    if (order.status !== status) await withdrawQuestion(tx, order)
    if (order.status !== status && status === 'waiting')
      await askSecondPerson(tx, app, { ...order, by: { id: order.requestedBy, name: order.requestedByName } })
    return { status }
  })
}
