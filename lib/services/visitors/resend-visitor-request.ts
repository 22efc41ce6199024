import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { resendVisitorRequest as resendContract } from '@/lib/contracts/visitors'
import { AppError } from '@/lib/core/app-error'
import { visitorRequests } from '@/lib/db/schema/widget'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { emitAudit } from '@/lib/services/audit/emit-audit'
import { requireRole, type Verb } from '@/lib/services/context'
import { notifyVisitorJob } from './notify-visitor-request'

/** Retries an undelivered request now, to the current address. @throws CONFLICT if it was delivered */
export const resendVisitorRequest: Verb<typeof resendContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { requestId: id } = params
  const workspaceId = ctx.workspace.id
  await ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .update(visitorRequests)
      .set({ delivery: 'queued' })
      .where(
        and(
          eq(visitorRequests.id, id),
          eq(visitorRequests.appId, app.id),
          eq(visitorRequests.workspaceId, workspaceId),
          inArray(visitorRequests.delivery, ['failed', 'retrying']),
        ),
      )
      .returning({ kind: visitorRequests.kind })
    if (!found) throw new AppError('CONFLICT', problem('widget.alreadyDelivered'))
    // A retrying delivery has its job: a second one would send everything twice.
    if (!(await ctx.system.jobs.hasten(notifyVisitorJob, id, { tx })))
      await ctx.system.jobs.send(notifyVisitorJob, { id, workspaceId }, { key: id, group: workspaceId, tx })
    await emitAudit(tx, ctx, { action: `${found.kind}.resend`, subject: `visitor-request:${id}` })
  })
  return { ok: true }
}
