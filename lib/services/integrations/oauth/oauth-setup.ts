import 'server-only'
import { and, eq } from 'drizzle-orm'
import * as oauth from 'oauth4webapi'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { integrationOauthClients } from '@/lib/db/schema/integrations'
import { problem } from '@/lib/messages/problems/problem'
import type { ConnectionKind } from '@/lib/plugins/connection-kinds'
import { pluginBaseUrl } from '@/lib/plugins/plugin-hosts'
import type { IntegrationContext, IntegrationRow } from '../connection-row'
import { openJson } from '../sealed-values'
import { oauthFetch } from './oauth-fetch'

export type OAuthKind = Extract<ConnectionKind, { kind: 'oauth2' }>

/** An authorization server and our registration there, in the form that `oauth4webapi` expects. */
export interface OAuthSetup {
  kind: OAuthKind
  server: oauth.AuthorizationServer
  client: oauth.Client
  authentication: oauth.ClientAuth
  http: { [oauth.customFetch]: ReturnType<typeof oauthFetch>; [oauth.allowInsecureRequests]: boolean }
  redirectUri: string
}

/** @throws CREDENTIAL_MISSING without a client */
export async function oauthSetup(ctx: IntegrationContext, row: IntegrationRow, kind: OAuthKind): Promise<OAuthSetup> {
  const { id, secret } = await readClient(ctx, row)
  const url = (address: string | undefined) =>
    address === undefined ? undefined : pluginBaseUrl({ baseUrl: address }, row.fields)
  const [authorizeUrl, deviceUrl, refreshUrl, revokeUrl] = [
    url(kind.authorizeUrl),
    url(kind.deviceUrl),
    url(kind.refreshUrl),
    url(kind.revokeUrl),
  ]
  const tokenUrl = pluginBaseUrl({ baseUrl: kind.tokenUrl }, row.fields)
  const endpoints = [tokenUrl, deviceUrl, refreshUrl, revokeUrl].filter((item) => item !== undefined)
  return {
    kind,
    server: {
      // Most services declare no issuer; the origin of the page where people sign in identifies them.
      issuer: new URL(authorizeUrl ?? tokenUrl).origin,
      token_endpoint: tokenUrl,
      ...(authorizeUrl ? { authorization_endpoint: authorizeUrl } : {}),
      ...(deviceUrl ? { device_authorization_endpoint: deviceUrl } : {}),
      ...(revokeUrl ? { revocation_endpoint: revokeUrl } : {}),
    },
    client: { client_id: id },
    authentication: authenticationOf(kind, secret),
    http: {
      [oauth.customFetch]: oauthFetch(ctx.db, ctx.workspace.id, endpoints),
      // `oauthFetch` decides this by the operator's rules.
      [oauth.allowInsecureRequests]: true,
    },
    redirectUri: redirectUriOf(ctx.system),
  }
}

/** Redirect URI, which must be registered at the service. */
export const redirectUriOf = ({ appUrl }: { appUrl: string }): string =>
  `${appUrl.replace(/\/+$/, '')}/oauth/connect/callback`

/** The server with the address that renews tokens, if that differs. */
export function refreshServer({ server, kind }: OAuthSetup, fields: Readonly<Record<string, string>>) {
  if (kind.refreshUrl === undefined) return server
  return { ...server, token_endpoint: pluginBaseUrl({ baseUrl: kind.refreshUrl }, fields) }
}

const Secret = z.string()

async function readClient(
  ctx: IntegrationContext,
  row: IntegrationRow,
): Promise<{ id: string; secret: string | null }> {
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
  if (!client) throw new AppError('CREDENTIAL_MISSING', problem('integrations.clientMissing', { name: row.name }))
  const { id, clientId, encryptedSecret } = client
  const secret = encryptedSecret === null ? null : await openJson(ctx, 'oauth-client', id, encryptedSecret, Secret)
  return { id: clientId, secret }
}

function authenticationOf({ quirks }: OAuthKind, secret: string | null): oauth.ClientAuth {
  if (secret === null || quirks?.clientAuthentication === 'none') return oauth.None()
  return quirks?.clientAuthentication === 'body' ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret)
}
