import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { IntegrationConnectionView } from '@/lib/contracts/integrations/connections'
import { users } from '@/lib/db/schema/auth'
import { integrationOauthClients } from '@/lib/db/schema/integrations'
import type { ServiceContext } from '../context'
import type { IntegrationRow } from './connection-row'
import { connectionView } from './connection-view'
import { countConnected } from './end-users/count-connected'

export async function viewOf(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'now'>,
  row: IntegrationRow,
): Promise<IntegrationConnectionView> {
  const [owner] =
    row.ownerId === null
      ? []
      : await ctx.db.select({ id: users.id, name: users.name }).from(users).where(eq(users.id, row.ownerId))
  const [client] =
    row.oauthClientId === null
      ? []
      : await ctx.db
          .select()
          .from(integrationOauthClients)
          .where(
            and(
              eq(integrationOauthClients.id, row.oauthClientId),
              eq(integrationOauthClients.workspaceId, ctx.workspace.id),
            ),
          )
  return connectionView(row, {
    owner: owner ?? null,
    connected: row.forEndUsers ? ((await countConnected(ctx)).get(row.id) ?? 0) : 0,
    oauthClient: client ? { clientId: client.clientId, hasSecret: client.encryptedSecret !== null } : null,
    now: ctx.now(),
  })
}
