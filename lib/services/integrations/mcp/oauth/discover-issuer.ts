import 'server-only'
import type { OAuthServerInfo } from '@modelcontextprotocol/sdk/client/auth.js'
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

export interface DiscoveredIssuer extends OAuthServerInfo {
  /** The scope in the server's challenge. Without it, the scopes of the metadata apply. */
  scope: string | null
}

/** Finds the authorization server of an MCP server (RFC 9728, RFC 8414). @throws TOOL_FAILED when it names none */
export async function discoverIssuer(serverUrl: string, fetchFn: FetchLike, name: string): Promise<DiscoveredIssuer> {
  const { discoverOAuthServerInfo, extractWWWAuthenticateParams } = await import(
    '@modelcontextprotocol/sdk/client/auth.js'
  )
  try {
    // A request without credentials is answered with the challenge.
    const response = await fetchFn(serverUrl, { method: 'GET', headers: { accept: 'text/event-stream' } })
    await response.body?.cancel()
    const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(response)
    const found = await discoverOAuthServerInfo(serverUrl, {
      fetchFn,
      ...(resourceMetadataUrl ? { resourceMetadataUrl } : {}),
    })
    if (found.authorizationServerMetadata) return { ...found, scope: scope ?? null }
  } catch (cause) {
    for (let error = cause; error instanceof Error; error = error.cause) if (AppError.isInstance(error)) throw error
    throw new AppError('TOOL_FAILED', problem('mcp.noSignIn', { name }), { cause })
  }
  throw new AppError('TOOL_FAILED', problem('mcp.noSignIn', { name }))
}
