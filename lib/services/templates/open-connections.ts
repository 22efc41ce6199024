import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { integrationConnections } from '@/lib/db/schema/integrations'
import type { ServiceContext } from '../context'

/** For each plugin, the newest connection that every run of the workspace may use. */
export async function selectOpenConnections({
  workspace,
  db,
}: Pick<ServiceContext, 'workspace'> & { db: Database | Transaction }): Promise<ReadonlyMap<string, string>> {
  const found = await db
    .select({ plugin: integrationConnections.plugin, id: integrationConnections.id })
    .from(integrationConnections)
    .where(
      and(
        eq(integrationConnections.workspaceId, workspace.id),
        isNull(integrationConnections.ownerId),
        isNull(integrationConnections.setupId),
        eq(integrationConnections.state, 'ok'),
      ),
    )
    .orderBy(asc(integrationConnections.createdAt))
  return new Map(found.map(({ plugin, id }) => [plugin, id]))
}
