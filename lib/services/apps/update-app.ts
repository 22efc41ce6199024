import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type {
  deleteApp as deleteAppContract,
  restoreApp as restoreAppContract,
  saveDraft as saveDraftContract,
  updateApp as updateAppContract,
} from '@/lib/contracts/apps'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { apps } from '@/lib/db/schema/apps'
import { problem } from '@/lib/messages/problems/problem'
import { notFound, requireRole, type Verb } from '../context'
import { requireOwnerOfApprovedApp } from '../releases/approval-rule'
import { listLeftoverSamples } from '../templates/list-leftover-samples'
import { forgetLiveApps } from '../versions/live-app-cache'
import { summaryOf } from './app-summaries'
import { checkGraph } from './check-graph'
import { getAppRow } from './get-app-row'

export const updateApp: Verb<typeof updateAppContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await ctx.db
    .update(apps)
    .set({ ...definedOnly(body), updatedAt: ctx.now() })
    .where(and(eq(apps.id, params.appId), eq(apps.workspaceId, ctx.workspace.id)))
  return summaryOf(ctx.db, ctx.workspace.id, params.appId)
}

export const saveDraft: Verb<typeof saveDraftContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const draft = checkGraph(body.graph)
  // Optimistic locking: the WHERE clause includes the revision, so that exactly one of two concurrent saves succeeds.
  const [saved] = await ctx.db
    .update(apps)
    .set({ draft, revision: sql`${apps.revision} + 1`, updatedAt: ctx.now() })
    .where(
      and(
        eq(apps.id, params.appId),
        eq(apps.workspaceId, ctx.workspace.id),
        eq(apps.revision, body.revision),
        isNull(apps.deletedAt),
      ),
    )
    .returning({ revision: apps.revision, updatedAt: apps.updatedAt })
  if (saved) return { revision: saved.revision, updatedAt: saved.updatedAt.toISOString() }
  const current = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  // Idempotent: a client retries the same save if its response was lost.
  if (isDeepStrictEqual(current.draft, draft))
    return { revision: current.revision, updatedAt: current.updatedAt.toISOString() }
  throw new AppError('CONFLICT', problem('apps.changedInOtherTab'), {
    details: { revision: current.revision },
  })
}

export const deleteApp: Verb<typeof deleteAppContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await ctx.db.transaction(async (tx) => {
    // Locks the app before its environments, in the same order as publishing, to avoid deadlocks.
    await tx
      .update(apps)
      .set({ deletedAt: ctx.now() })
      .where(and(eq(apps.id, params.appId), eq(apps.workspaceId, ctx.workspace.id)))
    await requireOwnerOfApprovedApp(tx, ctx, app, 'releases.ownerDeletesApp')
  })
  forgetLiveApps(ctx.db)
  return { ok: true, samples: await listLeftoverSamples(ctx, app.sample) }
}

export const restoreApp: Verb<typeof restoreAppContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await ctx.db.transaction(async (tx) => {
    const [restored] = await tx
      .update(apps)
      .set({ deletedAt: null })
      .where(and(eq(apps.id, params.appId), eq(apps.workspaceId, ctx.workspace.id), isNotNull(apps.deletedAt)))
      .returning({ id: apps.id, workspaceId: apps.workspaceId })
    if (!restored) throw notFound('missing.app')
    await requireOwnerOfApprovedApp(tx, ctx, restored, 'releases.ownerRestoresApp')
  })
  forgetLiveApps(ctx.db)
  return summaryOf(ctx.db, ctx.workspace.id, params.appId)
}
