import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { integrationConnections, integrationOauthClients } from '@/lib/db/schema/integrations'
import { problem } from '@/lib/messages/problems/problem'
import type { IntegrationContext } from '../connection-row'
import type { ConnectionService } from '../connection-service'
import { sealJson } from '../sealed-values'

interface Saving {
  plugin: string
  service: ConnectionService
  given: { clientId: string; clientSecret?: string | undefined } | undefined
  /** The client in use, which is kept unless a new one is given. */
  current?: string | null
}

/**
 * Stores our registration at the authorization server. Without a new one, keeps the current one, or else uses the
 * workspace's client for this plugin. @returns the client's id, or null for kinds without OAuth
 * @throws INVALID_INPUT without a client
 */
export async function saveOAuthClient(ctx: IntegrationContext, saving: Saving): Promise<string | null> {
  const { plugin, service, given: credentials, current = null } = saving
  if (service.kind.kind !== 'oauth2') return null
  if (credentials === undefined) {
    const existing = current ?? (plugin === 'custom' ? null : await clientOfPlugin(ctx, plugin))
    if (existing !== null) return existing
    throw new AppError('INVALID_INPUT', problem('integrations.clientRequired'), {
      details: [{ path: ['oauthClient', 'clientId'], ...problem('integrations.clientRequired') }],
    })
  }
  const id = newId()
  const { clientId, clientSecret = '' } = credentials
  await ctx.db.insert(integrationOauthClients).values({
    id,
    workspaceId: ctx.workspace.id,
    plugin,
    clientId,
    encryptedSecret: clientSecret === '' ? null : await sealJson(ctx, 'oauth-client', id, clientSecret),
  })
  return id
}

async function clientOfPlugin({ db, workspace }: IntegrationContext, plugin: string): Promise<string | null> {
  const [client] = await db
    .select({ id: integrationOauthClients.id })
    .from(integrationOauthClients)
    .where(and(eq(integrationOauthClients.workspaceId, workspace.id), eq(integrationOauthClients.plugin, plugin)))
    .orderBy(sql`${integrationOauthClients.createdAt} desc`)
    .limit(1)
  return client?.id ?? null
}

/** Deletes a custom service's client with its last connection. A plugin's client is kept for the next connection. */
export async function dropUnusedClient({ db, workspace }: IntegrationContext, clientId: string | null): Promise<void> {
  if (clientId === null) return
  await db
    .delete(integrationOauthClients)
    .where(
      and(
        eq(integrationOauthClients.id, clientId),
        eq(integrationOauthClients.workspaceId, workspace.id),
        eq(integrationOauthClients.plugin, 'custom'),
        sql`not exists (select 1 from ${integrationConnections} c where c.oauth_client_id = ${clientId})`,
      ),
    )
}
