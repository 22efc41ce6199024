import 'server-only'
import { and, desc, eq, ilike, lt, or, sql } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/visitors'
import type { VisitorRequestView } from '@/lib/contracts/visitors'
import { visitorRequests } from '@/lib/db/schema/widget'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type Verb } from '../context'

/** Requests from visitors of the app's page and widget, newest first. */
export const listVisitorRequests: Verb<typeof contract.listVisitorRequests> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { kind, cursor, limit, search } = query
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  const rows = await ctx.db
    .select()
    .from(visitorRequests)
    .where(
      and(
        eq(visitorRequests.workspaceId, ctx.workspace.id),
        eq(visitorRequests.appId, app.id),
        kind ? eq(visitorRequests.kind, kind) : undefined,
        cursor ? lt(visitorRequests.id, cursor) : undefined,
        search
          ? or(ilike(sql`${visitorRequests.values}::text`, pattern), ilike(visitorRequests.endUser, pattern))
          : undefined,
      ),
    )
    .orderBy(desc(visitorRequests.id))
    .limit(limit + 1)
  const requests = rows.slice(0, limit).map(toView)
  return { requests, nextCursor: rows.length > limit ? (requests.at(-1)?.id ?? null) : null }
}

/** People have the right to have their data deleted. */
export const deleteVisitorRequest: Verb<typeof contract.deleteVisitorRequest> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await ctx.db.transaction(async (tx) => {
    const [deleted] = await tx
      .delete(visitorRequests)
      .where(
        and(
          eq(visitorRequests.id, params.requestId),
          eq(visitorRequests.appId, app.id),
          eq(visitorRequests.workspaceId, ctx.workspace.id),
        ),
      )
      .returning({ kind: visitorRequests.kind })
    if (!deleted) throw notFound('missing.request')
    // The audit trail does not keep its content either.
    await emitAudit(tx, ctx, { action: `${deleted.kind}.delete`, subject: `visitor-request:${params.requestId}` })
  })
  return { ok: true }
}

function toView(row: typeof visitorRequests.$inferSelect): VisitorRequestView {
  const { id, kind, endUser, origin, values, consent, delivery, problem, problemRef, runIds, createdAt } = row
  return {
    id,
    kind,
    visitor: endUser.startsWith('user:') ? endUser.slice('user:'.length) : null,
    origin,
    values,
    consent,
    delivery,
    problem,
    problemRef,
    runId: runIds.at(-1) ?? null,
    createdAt: createdAt.toISOString(),
  }
}
