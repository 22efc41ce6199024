import 'server-only'
import type { OAuthClientInformationMixed } from '@modelcontextprotocol/sdk/shared/auth.js'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { CustomService } from '@/lib/contracts/integrations/custom-service'
import { secretOrigin } from '@/lib/contracts/secret-origin'
import { internalError } from '@/lib/core/internal-error'
import { newId } from '@/lib/core/new-id'
import { integrationConnections, integrationOauthClients } from '@/lib/db/schema/integrations'
import { mcpServers } from '@/lib/db/schema/mcp-servers'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../../../audit/emit-audit'
import type { ServiceContext } from '../../../context'
import { findConnectionRow, type IntegrationRow } from '../../connection-row'
import { dropUnusedClient, saveOAuthClient } from '../../oauth/oauth-clients'
import { openJson } from '../../sealed-values'
import { stateColumns } from '../../state-columns'
import type { McpServerRow } from '../server-row'
import type { DiscoveredIssuer } from './discover-issuer'

interface SignInTarget {
  issuer: string
  found: DiscoveredIssuer
  client: OAuthClientInformationMixed
  authorizationUrl: URL
}

/** Our registration at this issuer, from an earlier sign-in. One at another issuer is never sent here. */
export async function findClient(
  ctx: ServiceContext,
  row: McpServerRow,
  issuer: string,
): Promise<OAuthClientInformationMixed | null> {
  const connection = row.issuer === issuer ? await connectionOf(ctx, row) : null
  if (!connection?.oauthClientId) return null
  const [client] = await ctx.db
    .select()
    .from(integrationOauthClients)
    .where(
      and(
        eq(integrationOauthClients.id, connection.oauthClientId),
        eq(integrationOauthClients.workspaceId, ctx.workspace.id),
      ),
    )
  if (!client) return null
  const { id, clientId, encryptedSecret } = client
  const secret = encryptedSecret === null ? null : await openJson(ctx, 'oauth-client', id, encryptedSecret, z.string())
  return { client_id: clientId, issuer, ...(secret === null ? {} : { client_secret: secret }) }
}

/**
 * The connection of the server at this issuer. It keeps the endpoints of this sign-in: tokens are renewed there, and
 * sent to the server alone. A connection at another issuer is deleted with its tokens.
 */
export async function saveServerConnection(
  ctx: ServiceContext,
  row: McpServerRow,
  target: SignInTarget,
): Promise<IntegrationRow> {
  const custom = await serviceOf(row, target)
  const previous = row.issuer === target.issuer ? await connectionOf(ctx, row) : null
  // Tokens of one endpoint are never sent to another.
  const reusable = previous && tokenUrlOf(previous.custom) === tokenUrlOf(custom) ? previous : null
  const { client_id: clientId, client_secret: clientSecret } = target.client
  return ctx.db.transaction(async (tx) => {
    const scope = { ...ctx, db: tx }
    const service = { label: row.name, kind: custom.kind, origins: custom.hosts, ...NO_TEST }
    const credentials = { clientId, clientSecret }
    const oauthClientId = await saveOAuthClient(scope, { plugin: 'custom', service, given: credentials })
    const columns = { custom, oauthClientId, name: row.name }
    const [saved] = reusable
      ? await tx
          .update(integrationConnections)
          .set(columns)
          .where(
            and(eq(integrationConnections.id, reusable.id), eq(integrationConnections.workspaceId, ctx.workspace.id)),
          )
          .returning()
      : await tx
          .insert(integrationConnections)
          .values({
            ...columns,
            id: newId(),
            workspaceId: ctx.workspace.id,
            plugin: 'custom',
            kind: 'custom',
            state: 'reconnect',
            ...stateColumns(problem('integrations.notSignedIn')),
          })
          .returning()
    if (!saved) throw internalError('The connection of the MCP server was not stored.')
    if (reusable) await dropUnusedClient(scope, reusable.oauthClientId)
    await tx
      .update(mcpServers)
      .set({ connectionId: saved.id, issuer: target.issuer })
      .where(and(eq(mcpServers.id, row.id), eq(mcpServers.workspaceId, ctx.workspace.id)))
    if (!reusable) await dropConnection(scope, row)
    await emitAudit(tx, ctx, {
      action: 'mcp-server.update',
      subject: `mcp-server:${row.id}`,
      before: { name: row.name, issuer: row.issuer },
      after: { name: row.name, issuer: target.issuer },
    })
    return saved
  })
}

const NO_TEST = { baseUrl: null, headers: {}, test: null, protocol: null, rateLimits: [] }

const tokenUrlOf = (custom: CustomService | null) => (custom?.kind.kind === 'oauth2' ? custom.kind.tokenUrl : null)

/** The connection that an earlier sign-in created, if any. */
async function connectionOf({ db, workspace }: ServiceContext, row: McpServerRow): Promise<IntegrationRow | null> {
  if (row.issuer === null || row.connectionId === null) return null
  return findConnectionRow(db, workspace.id, row.connectionId)
}

async function dropConnection(ctx: ServiceContext, row: McpServerRow): Promise<void> {
  const previous = await connectionOf(ctx, row)
  if (!previous) return
  await ctx.db
    .delete(integrationConnections)
    .where(and(eq(integrationConnections.id, previous.id), eq(integrationConnections.workspaceId, ctx.workspace.id)))
  await dropUnusedClient(ctx, previous.oauthClientId)
}

async function serviceOf({ url }: McpServerRow, target: SignInTarget): Promise<CustomService> {
  const { selectClientAuthMethod } = await import('@modelcontextprotocol/sdk/client/auth.js')
  const { found, client, authorizationUrl } = target
  const metadata = found.authorizationServerMetadata
  const methods = metadata?.token_endpoint_auth_methods_supported ?? []
  const resource = authorizationUrl.searchParams.get('resource')
  const parameters = resource === null ? {} : { resource }
  const scopes = authorizationUrl.searchParams.get('scope')?.split(' ') ?? []
  return CustomService.parse({
    kind: {
      id: 'custom',
      label: '',
      kind: 'oauth2',
      grant: 'authorization-code',
      authorizeUrl: metadata?.authorization_endpoint,
      tokenUrl: metadata?.token_endpoint,
      scopes: scopes.filter((scope) => scope !== ''),
      quirks: {
        clientAuthentication: AUTHENTICATIONS[selectClientAuthMethod(client, methods)],
        authorizeParameters: parameters,
        tokenParameters: parameters,
      },
    },
    hosts: [secretOrigin(new URL(url ?? ''))],
    testUrl: null,
  })
}

const AUTHENTICATIONS = { client_secret_basic: 'basic', client_secret_post: 'body', none: 'none' } as const
