import 'server-only'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { auditEvents } from '@/lib/db/schema/people'
import { releaseOrders, type rollouts } from '@/lib/db/schema/releases'

type RolloutRow = typeof rollouts.$inferSelect

/**
 * The ids of who may have begun a canary; empty: nobody knows. One from before `started_by` was stored names its beginner
 * in the order that it waited as, or else in the trail; a name alone would not do, since people change theirs.
 */
export async function whoBegan(tx: Transaction, rollout: RolloutRow): Promise<readonly string[]> {
  if (rollout.startedBy !== null) return [rollout.startedBy]
  const asked = await tx
    .selectDistinct({ id: releaseOrders.requestedBy })
    .from(releaseOrders)
    .where(
      and(
        eq(releaseOrders.workspaceId, rollout.workspaceId),
        eq(releaseOrders.appId, rollout.appId),
        eq(releaseOrders.environment, rollout.environment),
        eq(releaseOrders.versionId, rollout.versionId),
        eq(releaseOrders.status, 'done'),
        isNotNull(releaseOrders.rollout),
      ),
    )
  const askers = asked.flatMap(({ id }) => id ?? [])
  if (askers.length > 0) return askers
  const began = await tx
    .selectDistinct({ id: auditEvents.actorId })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.workspaceId, rollout.workspaceId),
        eq(auditEvents.action, 'rollout.start'),
        eq(sql`${auditEvents.after}->>'rolloutId'`, rollout.id),
      ),
    )
  return began.flatMap(({ id }) => id ?? [])
}
