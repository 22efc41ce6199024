import type { Configuration } from 'oidc-provider'
import type { TestMcpServer } from './mcp-server'

/** Makes a server require a token, and name the authorization server that issues it (RFC 9728). */
export function guard(mcp: TestMcpServer, issuer: string): void {
  mcp.intercept = ({ url, headers }) => {
    if (url.startsWith('/.well-known/oauth-protected-resource'))
      return {
        status: 200,
        body: JSON.stringify({ resource: mcp.url, authorization_servers: [issuer], scopes_supported: ['files'] }),
      }
    if (url.startsWith('/.well-known/')) return { status: 404 }
    if (/^Bearer \S{20,}$/.test(headers.authorization ?? '')) return null
    const challenge = `Bearer resource_metadata="${mcp.origin}/.well-known/oauth-protected-resource/mcp"`
    return { status: 401, headers: { 'www-authenticate': challenge } }
  }
}

/** Settings of an authorization server for the MCP server at `resource`. Clients may register themselves by default. */
export function mcpSettings(resource: string, registersClients = true): Configuration {
  return {
    scopes: ['openid', 'offline_access', 'files'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      registration: { enabled: registersClients },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: async () => ({ scope: 'files', audience: resource, accessTokenTTL: 3_600 }),
        useGrantedResource: async () => true,
      },
    },
    loadExistingGrant: async (ctx) => {
      const { Grant } = ctx.oidc.provider
      const grant = new Grant({
        clientId: ctx.oidc.client?.clientId ?? '',
        accountId: ctx.oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid offline_access files')
      grant.addResourceScope(resource, 'files')
      await grant.save()
      return grant
    },
  }
}
