import 'server-only'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { FailureGroup } from '@/lib/contracts/inbox'
import type { Database } from '@/lib/db/database'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { connections } from '@/lib/db/schema/models'

/** The connection whose call failed last in each of these runs, if it still exists. */
export async function failedConnections(
  db: Database,
  workspaceId: string,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<FailureGroup['connection']>>> {
  if (runIds.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([modelCalls.runId], { runId: modelCalls.runId, id: connections.id, name: connections.name })
    .from(modelCalls)
    // The ledger stores connection ids as text, among other names.
    .innerJoin(
      connections,
      and(eq(sql`${connections.id}::text`, modelCalls.connectionId), eq(connections.workspaceId, workspaceId)),
    )
    .where(
      and(
        eq(modelCalls.workspaceId, workspaceId),
        inArray(modelCalls.runId, [...runIds]),
        eq(modelCalls.outcome, 'failed'),
      ),
    )
    .orderBy(modelCalls.runId, desc(modelCalls.id))
  return new Map(rows.flatMap(({ runId, id, name }) => (runId === null ? [] : [[runId, { id, name }]])))
}
