import 'server-only'
import type { Hono } from 'hono'
import { addHeaders } from '@/lib/api/http/light-response'
import { isAppAddress } from '@/lib/core/ids'
import { CLIENT_METADATA_PATH, clientMetadataDocument } from '@/lib/services/integrations/mcp/oauth/client-metadata'
import type { PublicApi } from '../public-api'
import { type ApiHandler, apiHandler, jsonResponse } from '../public-handler'
import { notFound } from '../shared/responses/public-error'
import { resourceMetadata, serverMetadata } from './metadata'
import { oauthFailure, registrationFailure } from './oauth-failure'
import { registerOAuthClient } from './register'
import { endTokens, issueTokens } from './tokens'

const RESOURCE = '/.well-known/oauth-protected-resource'

const SERVER = '/.well-known/oauth-authorization-server'

/** Clients in browsers read these cross-origin without cookies, which grant nothing here. */
const CORS = { 'access-control-allow-origin': '*' }
const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'content-type, mcp-protocol-version, authorization',
  'access-control-max-age': '600',
}

/** Authorizes clients through a person instead of a key: OAuth 2.1, as the Model Context Protocol requires. */
export function mountOAuth(router: Hono, api: PublicApi): void {
  const allow = apiHandler(api, async () => new Response(null, { status: 204, headers: PREFLIGHT }))
  const mount = (method: 'get' | 'post', path: string, handler: ApiHandler, failureBody = oauthFailure) => {
    const answered = apiHandler(api, handler, failureBody)
    router[method](path, async (context) => {
      const response = await answered(context)
      addHeaders(response, CORS)
      return response
    })
    router.options(path, allow)
  }
  // Clients also request server metadata under the resource's path (RFC 8414 §3.1).
  for (const path of [SERVER, `${SERVER}/mcp`]) mount('get', path, async () => jsonResponse(serverMetadata(api)))
  for (const path of [RESOURCE, `${RESOURCE}/mcp`])
    mount('get', path, async (call) => jsonResponse(resourceMetadata(api, call, '/mcp')))
  mount('get', `${RESOURCE}/mcp/apps/:slug`, appMetadata(api))
  // Describes this instance as a client of other servers (client ID metadata document).
  mount('get', CLIENT_METADATA_PATH, async () => jsonResponse(clientMetadataDocument(api)))
  mount('post', '/oauth/register', registerOAuthClient(api), registrationFailure)
  mount('post', '/oauth/token', issueTokens(api))
  mount('post', '/oauth/revoke', endTokens(api))
}

/** Responds alike for every possible address, so that it does not reveal which apps exist. */
function appMetadata(api: PublicApi): ApiHandler {
  return async (call) => {
    const slug = call.param('slug')
    if (!isAppAddress(slug)) throw notFound()
    return jsonResponse(resourceMetadata(api, call, `/mcp/apps/${slug}`))
  }
}
