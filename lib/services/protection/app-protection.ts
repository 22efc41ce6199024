import 'server-only'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type {
  getAppProtection as getContract,
  listStops as listContract,
  saveAppProtection as saveContract,
} from '@/lib/contracts/protection'
import { AppLimits } from '@/lib/contracts/protection'
import { apps } from '@/lib/db/schema/apps'
import { appProtections, trafficStops } from '@/lib/db/schema/protection'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type Verb } from '../context'
import { instanceLimits, MAX_BODY_KB, MAX_TEXT } from './default-limits'
import { invalidateProtection, protectionCache } from './protection-cache'

export const getAppProtection: Verb<typeof getContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const [row] = await ctx.db
    .select({ limits: appProtections.limits })
    .from(appProtections)
    .where(and(eq(appProtections.appId, app.id), eq(appProtections.workspaceId, ctx.workspace.id)))
  const defaults = instanceLimits()
  return {
    limits: AppLimits.parse(row?.limits ?? {}),
    defaults: {
      perMinute: defaults.perAppPerMinute,
      atOnce: defaults.concurrentPerApp,
      endUserPerMinute: defaults.perEndUserPerMinute,
      endUserAtOnce: defaults.concurrentPerEndUser,
      addressPerMinute: defaults.perAddressPerMinute,
      maxText: MAX_TEXT,
      maxBodyKb: MAX_BODY_KB,
    },
  }
}

export const saveAppProtection: Verb<typeof saveContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await ctx.db.transaction(async (tx) => {
    const [before] = await tx.select().from(appProtections).where(eq(appProtections.appId, app.id))
    await tx
      .insert(appProtections)
      .values({ appId: app.id, workspaceId: ctx.workspace.id, limits: body })
      .onConflictDoUpdate({ target: appProtections.appId, set: { limits: body, updatedAt: sql`now()` } })
    await invalidateProtection(tx)
    await emitAudit(tx, ctx, {
      action: 'protection.save',
      subject: `app:${app.id}`,
      before: { name: app.name, ...before?.limits },
      after: { name: app.name, ...body },
    })
  })
  protectionCache(ctx.db).invalidate()
  return { ok: true }
}

export const listStops: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const stops = await ctx.db
    .select()
    .from(trafficStops)
    .where(eq(trafficStops.workspaceId, ctx.workspace.id))
    .orderBy(desc(trafficStops.createdAt))
  const named = await ctx.db
    .select({ id: apps.id, name: apps.name })
    .from(apps)
    .where(and(eq(apps.workspaceId, ctx.workspace.id), isNull(apps.deletedAt)))
  return {
    stops: stops.flatMap(({ appId, message, stoppedByName, createdAt }) => {
      const app = appId === '' ? null : named.find(({ id }) => id === appId)
      // An app that is not found is in the trash, where it is not accessible.
      return app === undefined ? [] : [{ app, message, stoppedBy: stoppedByName, at: createdAt.toISOString() }]
    }),
  }
}
