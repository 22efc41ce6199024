import 'server-only'
import { and, eq, inArray, isNotNull, or } from 'drizzle-orm'
import type { resumeTraffic as resumeContract, stopTraffic as stopContract } from '@/lib/contracts/protection'
import { trafficStops } from '@/lib/db/schema/protection'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { emitAudit } from '@/lib/services/audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import { invalidateProtection, protectionCache } from '@/lib/services/protection/protection-cache'
import { STOPPED_ORIGINS } from '../runs/origins'

/**
 * Stops all public traffic: no new runs from outside, here at once and on other processes within a second, and active
 * ones are cancelled.
 */
export const stopTraffic: Verb<typeof stopContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  const name = await nameOf(ctx, body.appId)
  await ctx.db.transaction(async (tx) => {
    const stop = { message: body.message, stoppedByName: actorName(ctx) }
    await tx
      .insert(trafficStops)
      .values({ workspaceId: ctx.workspace.id, appId: body.appId ?? '', ...stop })
      .onConflictDoUpdate({ target: [trafficStops.workspaceId, trafficStops.appId], set: stop })
    await invalidateProtection(tx)
    await emitAudit(tx, ctx, {
      action: 'traffic.stop',
      subject: subjectOf(ctx, body.appId),
      after: { name, message: body.message },
    })
    await raiseAlert(tx, {
      workspaceId: ctx.workspace.id,
      kind: 'traffic-stopped',
      key: body.appId ?? '',
      title: problem('alerts.trafficStopped', { name }),
      message: problem('alerts.stoppedBy', { name: stop.stoppedByName, message: body.message }),
      link: '/settings?tab=protection',
    })
  })
  protectionCache(ctx.db).invalidate()
  return { cancelledRuns: await ctx.system.runs.cancelWhere(ctx.workspace.id, publicRuns(body.appId)) }
}

export const resumeTraffic: Verb<typeof resumeContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  const name = await nameOf(ctx, body.appId)
  await ctx.db.transaction(async (tx) => {
    const [deleted] = await tx
      .delete(trafficStops)
      .where(and(eq(trafficStops.workspaceId, ctx.workspace.id), eq(trafficStops.appId, body.appId ?? '')))
      .returning()
    if (!deleted) throw notFound('missing.stop')
    await invalidateProtection(tx)
    await emitAudit(tx, ctx, {
      action: 'traffic.resume',
      subject: subjectOf(ctx, body.appId),
      before: { name, message: deleted.message },
    })
  })
  protectionCache(ctx.db).invalidate()
  return { ok: true }
}

function publicRuns(appId: string | null) {
  const isPublic = or(
    inArray(runs.origin, [...STOPPED_ORIGINS]),
    and(eq(runs.origin, 'batch'), isNotNull(runs.endUser)),
  )
  return and(appId === null ? undefined : eq(runs.appId, appId), isPublic)
}

async function nameOf({ db, workspace }: ServiceContext, appId: string | null): Promise<string> {
  return appId === null ? workspace.name : (await getAppRow(db, workspace.id, appId)).name
}

const subjectOf = ({ workspace }: ServiceContext, appId: string | null): string =>
  appId === null ? `workspace:${workspace.id}` : `app:${appId}`

const actorName = ({ actor }: ServiceContext): string => (actor.kind === 'user' ? actor.name : 'Patchbay')
