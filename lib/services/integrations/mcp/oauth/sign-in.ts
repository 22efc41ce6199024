import 'server-only'
import type { OAuthClientInformationMixed } from '@modelcontextprotocol/sdk/shared/auth.js'
import type { signInMcpServer as contract } from '@/lib/contracts/integrations/mcp-servers'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { problem } from '@/lib/messages/problems/problem'
import { requireRole, type Verb } from '../../../context'
import { redirectUriOf } from '../../oauth/oauth-setup'
import { createSignIn, memberOwner } from '../../oauth/sign-in-state'
import { getMcpServerRow } from '../server-row'
import { type DiscoveredIssuer, discoverIssuer } from './discover-issuer'
import { checkPageAddress, discoveryFetch } from './discovery-fetch'
import { findClient, saveServerConnection } from './server-connection'
import { SignInProvider } from './sign-in-provider'

/**
 * Starts a sign-in at the authorization server of an MCP server: with the given client or an earlier registration,
 * otherwise with the metadata document, otherwise with dynamic registration. Another authorization server than before
 * needs a confirmation, and gets its own connection.
 */
export const signInMcpServer: Verb<typeof contract> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const row = await getMcpServerRow(ctx, params.mcpServerId)
  if (row.url === null) throw new AppError('INVALID_INPUT', problem('mcp.noSignIn', { name: row.name }))
  const fetchFn = discoveryFetch(ctx.db, ctx.workspace.id, signal)
  const found = await discoverIssuer(row.url, fetchFn, row.name)
  const issuer = found.authorizationServerUrl
  if (row.issuer !== null && row.issuer !== issuer && body.issuer !== issuer)
    return { type: 'issuer-changed', before: row.issuer, now: issuer }
  const registered: OAuthClientInformationMixed | null = body.client
    ? {
        client_id: body.client.clientId,
        issuer,
        ...(body.client.clientSecret ? { client_secret: body.client.clientSecret } : {}),
      }
    : await findClient(ctx, row, issuer)
  const provider = new SignInProvider({ system: ctx.system, discovered: found, client: registered })
  if (!(await authorize(provider, row.url, found, fetchFn)))
    return { type: 'client-required', issuer, redirectUri: redirectUriOf(ctx.system) }
  const { client, verifier, authorizationUrl: url } = provider
  if (!client || !url) throw internalError('The sign-in has no address.')
  await checkPageAddress(ctx.db, url.href)
  const connection = await saveServerConnection(ctx, row, { issuer, found, client, authorizationUrl: url })
  const state = await createSignIn(ctx, connection, { owner: await memberOwner(ctx), payload: { verifier } })
  url.searchParams.set('state', state)
  return { type: 'browser', url: url.href, connectionId: connection.id }
}

/** @returns false when the authorization server registers no clients */
async function authorize(
  provider: SignInProvider,
  serverUrl: string,
  { scope }: DiscoveredIssuer,
  fetchFn: ReturnType<typeof discoveryFetch>,
): Promise<boolean> {
  const { auth } = await import('@modelcontextprotocol/sdk/client/auth.js')
  try {
    await auth(provider, { serverUrl, fetchFn, ...(scope === null ? {} : { scope }) })
    return true
  } catch (cause) {
    for (let error = cause; error instanceof Error; error = error.cause) if (AppError.isInstance(error)) throw error
    if (provider.client === null) return false
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : ''
    throw new AppError('TOOL_FAILED', problem('integrations.signInFailed', { reason }), { cause })
  }
}
