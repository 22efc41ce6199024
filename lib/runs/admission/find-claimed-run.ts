import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { idempotencyKeys } from '@/lib/db/schema/runs'
import type { CallerKey } from '../public/run-types'

/** The run of an idempotency key, among those of the apps that the API key may run. */
export async function claimedRun(
  db: Database,
  { workspaceId, appIds }: Pick<CallerKey, 'workspaceId' | 'appIds'>,
  idempotencyKey: string,
): Promise<string | null> {
  const [found] = await db
    .select({ runId: idempotencyKeys.runId })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.workspaceId, workspaceId),
        inArray(idempotencyKeys.appId, [...appIds]),
        eq(idempotencyKeys.key, idempotencyKey),
      ),
    )
    .limit(1)
  return found?.runId ?? null
}
