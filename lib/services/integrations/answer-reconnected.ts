import 'server-only'
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { waits } from '@/lib/db/schema/waits'
import { answerWait } from '../approvals/answer-pending-input'
import type { System } from '../system'

const MAX_AT_ONCE = 200

/**
 * Resumes runs whose connection has a later grant, or was deleted. Called regularly instead of at the sign-in, so that
 * a run that pauses just after the sign-in is found, too.
 * @returns the number of resumed runs
 */
export async function answerReconnected(system: System): Promise<number> {
  const connectionId = sql`(${waits.request}->>'connectionId')::uuid`
  const grant = sql`(${waits.request}->>'grant')::int`
  const found = await system.db
    .select({ waitId: waits.id, runId: waits.runId, workspaceId: waits.workspaceId })
    .from(waits)
    .leftJoin(
      integrationConnections,
      and(eq(integrationConnections.id, connectionId), eq(integrationConnections.workspaceId, waits.workspaceId)),
    )
    .where(
      and(
        sql`${waits.request}->>'kind' = 'reconnect'`,
        eq(waits.status, 'waiting'),
        or(
          isNull(integrationConnections.id),
          and(eq(integrationConnections.state, 'ok'), gt(integrationConnections.grantNumber, grant)),
        ),
      ),
    )
    .limit(MAX_AT_ONCE)
  for (const wait of found) await answerWait(system, { ...wait, answer: { reconnected: true }, answeredBy: null })
  return found.length
}
