import 'server-only'
import { and, eq } from 'drizzle-orm'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { emitAudit } from '../../audit/emit-audit'
import type { System } from '../../system'

/** Deletes what an end user has connected in an app, as part of deleting the end user. @returns how many */
export async function deleteEndUserConnections(
  system: System,
  { workspaceId, appId, endUser }: { workspaceId: string; appId: string; endUser: string },
): Promise<number> {
  return system.db.transaction(async (tx) => {
    const deleted = await tx
      .delete(integrationConnections)
      .where(
        and(
          eq(integrationConnections.workspaceId, workspaceId),
          eq(integrationConnections.appId, appId),
          eq(integrationConnections.endUser, `user:${endUser}`),
        ),
      )
      .returning({ id: integrationConnections.id, name: integrationConnections.name })
    const ctx = { workspace: { id: workspaceId }, actor: { kind: 'system' as const }, now: () => new Date() }
    for (const { id, name } of deleted) {
      const subject = `integration-connection:${id}`
      await emitAudit(tx, ctx, { action: 'integration.delete', subject, before: { name, endUser: `user:${endUser}` } })
    }
    return deleted.length
  })
}
