import 'server-only'
import { and, eq, like } from 'drizzle-orm'
import type { markSeen as markSeenContract } from '@/lib/contracts/inbox'
import { inboxSeen } from '@/lib/db/schema/inbox'
import { requireRole, requireUser, type ServiceContext, type Verb } from '../context'

export const markSeen: Verb<typeof markSeenContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'viewer')
  const { userId } = requireUser(ctx)
  const seenAt = ctx.now()
  await ctx.db
    .insert(inboxSeen)
    .values([...new Set(body.items)].map((item) => ({ workspaceId: ctx.workspace.id, userId, item, seenAt })))
    .onConflictDoUpdate({ target: [inboxSeen.userId, inboxSeen.workspaceId, inboxSeen.item], set: { seenAt } })
  return { ok: true }
}

/** The items of one kind that the person has seen, and when. */
export async function seenItems(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'actor'>,
  kind: 'alert' | 'failure',
): Promise<Map<string, Date>> {
  const { userId } = requireUser(ctx)
  const rows = await ctx.db
    .select({ item: inboxSeen.item, seenAt: inboxSeen.seenAt })
    .from(inboxSeen)
    .where(
      and(eq(inboxSeen.userId, userId), eq(inboxSeen.workspaceId, ctx.workspace.id), like(inboxSeen.item, `${kind}:%`)),
    )
  return new Map(rows.map(({ item, seenAt }) => [item, seenAt]))
}
