import 'server-only'
import { and, count, eq, isNotNull } from 'drizzle-orm'
import { integrationConnections } from '@/lib/db/schema/integrations'
import type { ServiceContext } from '../../context'

/** How many end users have connected, by connection for end users. */
export async function countConnected({
  db,
  workspace,
}: Pick<ServiceContext, 'db' | 'workspace'>): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ setupId: integrationConnections.setupId, connected: count() })
    .from(integrationConnections)
    .where(
      and(
        eq(integrationConnections.workspaceId, workspace.id),
        isNotNull(integrationConnections.setupId),
        eq(integrationConnections.state, 'ok'),
      ),
    )
    .groupBy(integrationConnections.setupId)
  return new Map(rows.map(({ setupId, connected }) => [setupId ?? '', connected]))
}
