import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { rollouts } from '@/lib/db/schema/releases'
import type { AppRow } from '../apps/get-app-row'

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
      endedBecause: sql`coalesce(${rollouts.endedBecause}, case when ${isPromoted} then 'It was made live.' else 'Another version went live.' end)`,
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
