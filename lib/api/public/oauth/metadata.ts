import 'server-only'
import { isLoopbackHost } from '@/lib/core/network/loopback'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'

/** The only OAuth scope. */
export const SCOPE = 'mcp'

/** RFC 8414. A person in the studio authorizes clients, so the instance is its own authorization server. */
export function serverMetadata({ appUrl }: Pick<PublicApi, 'appUrl'>) {
  return {
    issuer: appUrl,
    authorization_endpoint: `${appUrl}/oauth/authorize`,
    token_endpoint: `${appUrl}/oauth/token`,
    registration_endpoint: `${appUrl}/oauth/register`,
    revocation_endpoint: `${appUrl}/oauth/revoke`,
    scopes_supported: [SCOPE],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
  }
}

/** RFC 9728. @param path endpoint of MCP, such as `/mcp` */
export function resourceMetadata(api: Pick<PublicApi, 'appUrl'>, call: Pick<ApiRequest, 'request'>, path: string) {
  return {
    resource: originOf(api, call) + path,
    resource_name: 'Patchbay',
    authorization_servers: [api.appUrl],
    scopes_supported: [SCOPE],
    bearer_methods_supported: ['header'],
  }
}

/** WWW-Authenticate for an unauthorized client (RFC 9728 §5.1). */
export function challengeOf(api: Pick<PublicApi, 'appUrl'>, call: Pick<ApiRequest, 'request'>, path: string) {
  return `Bearer resource_metadata="${originOf(api, call)}/.well-known/oauth-protected-resource${path}"`
}

/**
 * The origin in the client's request, because the client compares origins and a local server has several
 * names. An unknown `Host` header gets the operator's URL.
 */
function originOf({ appUrl }: Pick<PublicApi, 'appUrl'>, { request }: Pick<ApiRequest, 'request'>): string {
  const host = request.headers.get('host') ?? ''
  return host !== new URL(appUrl).host && isLoopbackHost(host) ? `http://${host}` : appUrl
}
