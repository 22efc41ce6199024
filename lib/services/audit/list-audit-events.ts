import 'server-only'
import { and, desc, eq, lt } from 'drizzle-orm'
import type { listAuditEvents as listContract } from '@/lib/contracts/audit'
import { auditEvents } from '@/lib/db/schema/people'
import { requireRole, type Verb } from '../context'

export const listAuditEvents: Verb<typeof listContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'owner')
  const { id, at, actorName, action, subject, before, after } = auditEvents
  const found = await ctx.db
    .select({ id, at, actorName, action, subject, before, after })
    .from(auditEvents)
    .where(
      and(eq(auditEvents.workspaceId, ctx.workspace.id), query.cursor === undefined ? undefined : lt(id, query.cursor)),
    )
    .orderBy(desc(id))
    .limit(query.limit + 1)
  const page = found.slice(0, query.limit)
  return {
    events: page.map((event) => ({ ...event, at: event.at.toISOString() })),
    nextCursor: found.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  }
}
