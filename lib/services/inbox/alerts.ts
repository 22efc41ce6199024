import 'server-only'
import { and, desc, eq, gt, ilike, isNull, lt, or, sql } from 'drizzle-orm'
import type { listAlerts as listContract } from '@/lib/contracts/inbox'
import type { Database } from '@/lib/db/database'
import { alerts, inboxSeen } from '@/lib/db/schema/inbox'
import { requireRole, requireUser, type Verb } from '../context'

export const listAlerts: Verb<typeof listContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const { userId } = requireUser(ctx)
  const pattern = `%${(query.search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const rows = await ctx.db
    .select({ alert: alerts, isSeen: sql<boolean>`coalesce(${inboxSeen.seenAt} >= ${alerts.lastAt}, false)` })
    .from(alerts)
    .leftJoin(inboxSeen, isSeenBy(userId))
    .where(
      and(
        eq(alerts.workspaceId, ctx.workspace.id),
        query.search ? or(ilike(alerts.title, pattern), ilike(alerts.message, pattern)) : undefined,
        query.cursor === undefined
          ? undefined
          : sql`(${alerts.lastAt}, ${alerts.id}) < (select c.last_at, c.id from ${alerts} c where c.id = ${query.cursor} and c.workspace_id = ${ctx.workspace.id})`,
      ),
    )
    .orderBy(desc(alerts.lastAt), desc(alerts.id))
    .limit(query.limit + 1)
  const page = rows.slice(0, query.limit)
  return {
    alerts: page.map(({ alert, isSeen }) => ({
      item: `alert:${alert.id}`,
      id: alert.id,
      kind: alert.kind,
      key: alert.key,
      title: alert.title,
      titleRef: alert.titleRef,
      message: alert.message,
      messageRef: alert.messageRef,
      link: alert.link,
      count: alert.count,
      createdAt: alert.createdAt.toISOString(),
      lastAt: alert.lastAt.toISOString(),
      isSeen,
    })),
    nextCursor: rows.length > query.limit ? (page.at(-1)?.alert.id ?? null) : null,
  }
}

/** Counts the unseen alerts of the last 30 days; older ones no longer count. */
export async function countUnseenAlerts(db: Database, workspaceId: string, userId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(alerts)
    .leftJoin(inboxSeen, isSeenBy(userId))
    .where(
      and(
        eq(alerts.workspaceId, workspaceId),
        gt(alerts.lastAt, sql`now() - interval '30 days'`),
        or(isNull(inboxSeen.seenAt), lt(inboxSeen.seenAt, alerts.lastAt)),
      ),
    )
  return row?.count ?? 0
}

const isSeenBy = (userId: string) =>
  and(
    eq(inboxSeen.userId, userId),
    eq(inboxSeen.workspaceId, alerts.workspaceId),
    eq(inboxSeen.item, sql`'alert:' || ${alerts.id}`),
  )
