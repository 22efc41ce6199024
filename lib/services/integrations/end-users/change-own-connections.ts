import 'server-only'
import { and, eq } from 'drizzle-orm'
import { integrationConnections } from '@/lib/db/schema/integrations'
import type { IntegrationContext, IntegrationRow } from '../connection-row'

/**
 * Applies a changed description of the service to the connections of its end users. If the address or the OAuth client
 * changed, their grants are worthless and must not be sent to the new address. They are deleted, and end users sign in
 * again.
 */
export async function changeOwnConnections(
  { db, workspace }: IntegrationContext,
  { id, name, custom, fields }: IntegrationRow,
  { isNewGrant }: { isNewGrant: boolean },
): Promise<void> {
  const areOwn = and(eq(integrationConnections.setupId, id), eq(integrationConnections.workspaceId, workspace.id))
  if (isNewGrant) await db.delete(integrationConnections).where(areOwn)
  else await db.update(integrationConnections).set({ name, custom, fields }).where(areOwn)
}
