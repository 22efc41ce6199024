import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { rollouts } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import type { AppRow } from '../apps/get-app-row'

const PROMOTED = problem('rollouts.promoted')
const REPLACED = problem('rollouts.replaced')
const refOf = (reason: Problem) => sql`${JSON.stringify(problemRef(reason))}::text::jsonb`

/** Ends the rollouts of an environment when another version goes live. */
export async function endRollouts(
  tx: Transaction,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  environment: string,
  liveVersionId: string | null,
): Promise<void> {
  const isPromoted = sql`${rollouts.versionId} is not distinct from ${liveVersionId}::uuid`
  await tx
    .update(rollouts)
    .set({
      status: sql`case when ${isPromoted} then 'promoted' else 'stopped' end`,
      endedAt: sql`now()`,
      endedBecause: sql`coalesce(${rollouts.endedBecause}, case when ${isPromoted} then ${PROMOTED.message}::text else ${REPLACED.message}::text end)`,
      // Text and key belong together. Only rows that are older than the keys have a text alone.
      endedBecauseRef: sql`case when ${rollouts.endedBecause} is not null then ${rollouts.endedBecauseRef} when ${isPromoted} then ${refOf(PROMOTED)} else ${refOf(REPLACED)} end`,
    })
    .where(
      and(
        eq(rollouts.appId, app.id),
        eq(rollouts.workspaceId, app.workspaceId),
        eq(rollouts.environment, environment),
        eq(rollouts.status, 'running'),
      ),
    )
}
