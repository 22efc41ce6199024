import 'server-only'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { auditEvents } from '@/lib/db/schema/people'
import { releaseRequests, type rollouts } from '@/lib/db/schema/releases'

type RolloutRow = typeof rollouts.$inferSelect

/**
 * The ids of people who may have started a canary, or an empty list if they are unknown. For rows stored before
 * `started_by` existed, the release request or the audit trail names the starter. A display name would not be enough:
 * people change theirs.
 */
export async function rolloutStarters(tx: Transaction, rollout: RolloutRow): Promise<readonly string[]> {
  if (rollout.startedBy !== null) return [rollout.startedBy]
  const requester = await tx
    .selectDistinct({ id: releaseRequests.requestedBy })
    .from(releaseRequests)
    .where(
      and(
        eq(releaseRequests.workspaceId, rollout.workspaceId),
        eq(releaseRequests.appId, rollout.appId),
        eq(releaseRequests.environment, rollout.environment),
        eq(releaseRequests.versionId, rollout.versionId),
        eq(releaseRequests.status, 'done'),
        isNotNull(releaseRequests.rollout),
      ),
    )
  const requesters = requester.flatMap(({ id }) => id ?? [])
  if (requesters.length > 0) return requesters
  const starts = await tx
    .selectDistinct({ id: auditEvents.actorId })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.workspaceId, rollout.workspaceId),
        eq(auditEvents.action, 'rollout.start'),
        eq(sql`${auditEvents.after}->>'rolloutId'`, rollout.id),
      ),
    )
  return starts.flatMap(({ id }) => id ?? [])
}
