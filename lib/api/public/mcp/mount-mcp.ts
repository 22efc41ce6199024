import 'server-only'
import { randomUUID } from 'node:crypto'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js'
import type { Context, Hono } from 'hono'
import { addHeaders } from '@/lib/api/http/light-response'
import { MAX_RUN_BODY_BYTES } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { isAppAddress } from '@/lib/core/ids'
import { problem } from '@/lib/messages/problems/problem'
import { isOpenToMember } from '@/lib/services/versions/open-to-member'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { isOwnOrigin } from '../../studio/same-origin'
import { challengeOf } from '../oauth/metadata'
import type { PublicApi } from '../public-api'
import { type ApiHandler, type ApiRequest, apiHandler } from '../public-handler'
import { findKeyedApp, requireTraffic } from '../shared/access/keyed-app'
import { parseJsonBody, readJsonBytes } from '../shared/requests/read-body'
import { notFound } from '../shared/responses/public-error'
import { authorizeMcp, type McpCaller } from './authorize-mcp'
import type { McpScope } from './mcp-scope'
import { createMcpServer } from './mcp-server'
import { rpcFailure } from './rpc-failure'
import { SESSION_HEADER } from './session'
import { whenRead } from './when-read'

/** The Model Context Protocol over streamable HTTP: the apps of a key, or one of them, as tools. */
export function mountMcp(router: Hono, api: PublicApi): void {
  const mount = (handler: ApiHandler) => {
    const answered = apiHandler(api, sameSiteOnly(api, handler), rpcFailure)
    return async (context: Context) => {
      const response = await answered(context)
      // Refers a client to the authorization metadata.
      if (response.status === 401)
        addHeaders(response, {
          'www-authenticate': challengeOf(api, { request: context.req.raw }, resourceOf(context)),
        })
      return response
    }
  }
  for (const path of ['/mcp', '/mcp/apps/:slug']) {
    router.post(path, mount(answer(api)))
    // No stream outlives its request, so there is none to open and no session to end.
    router.get(path, mount(methodNotAllowed(api)))
    router.delete(path, mount(methodNotAllowed(api)))
  }
}

/** Only a valid app address is echoed in a header. */
function resourceOf({ req }: Context): string {
  const slug = req.param('slug') ?? ''
  return isAppAddress(slug) ? `/mcp/apps/${slug}` : '/mcp'
}

/** Rejects pages of other sites, whatever credentials they have (DNS rebinding, CSRF). */
function sameSiteOnly(api: PublicApi, handler: ApiHandler): ApiHandler {
  return async (call) => {
    const { headers } = call.request
    const origin = headers.get('origin')
    if (origin !== null && !isOwnOrigin(origin, headers.get('host'), api.appUrl))
      throw new AppError('FORBIDDEN', problem('mcp.crossSite'))
    return handler(call)
  }
}

function methodNotAllowed(api: PublicApi): ApiHandler {
  return async (call) => {
    await scopeOf(api, call)
    return new Response(null, { status: 405, headers: { allow: 'POST', 'cache-control': 'no-store' } })
  }
}

function answer(api: PublicApi): ApiHandler {
  return async (call) => {
    const scope = await scopeOf(api, call)
    const message = parseJsonBody(await readJsonBytes(call.request, MAX_RUN_BODY_BYTES))
    if (Array.isArray(message)) throw new AppError('INVALID_INPUT', problem('mcp.oneMessage'))
    const disconnect = new AbortController()
    // Revoking a key or removing a client stops its runs.
    const lease = call.lease?.()
    const signal = lease ? AbortSignal.any([disconnect.signal, lease.signal]) : disconnect.signal
    // Each request has its own server and transport, so that ids of different clients cannot
    // collide.
    const server = createMcpServer(api, call, scope, signal)
    const transport = new WebStandardStreamableHTTPServerTransport()
    await server.connect(transport)
    const response = await transport.handleRequest(call.request, { parsedBody: message }).catch((error: unknown) => {
      lease?.stop()
      throw error
    })
    if (isInitializeRequest(message)) response.headers.set(SESSION_HEADER, randomUUID())
    return whenRead(response, () => {
      lease?.stop()
      disconnect.abort()
      server.close().catch((error: unknown) => api.logFailure(error, { requestId: call.requestId, path: '/mcp' }))
    })
  }
}

async function scopeOf(api: PublicApi, call: ApiRequest): Promise<McpScope> {
  const caller = await authorizeMcp(api, call)
  const { key } = caller
  const slug = call.param('slug')
  if (slug === '')
    return {
      ...caller,
      apps: async () => (await api.backend.listApps(key)).filter((app) => isOpenTo(caller, app)),
      spend: async (app) => {
        await api.limiter.apps.take(app.appId)
        await requireTraffic(api, call, app)
      },
    }
  const app = await findKeyedApp(api, call, key, slug)
  if (!isOpenTo(caller, app)) throw notFound()
  // `findKeyedApp` has already counted the call.
  return { ...caller, apps: async () => [app], spend: () => requireTraffic(api, call, app) }
}

/** A client has the current permissions of its member at most. */
function isOpenTo({ member }: McpCaller, app: PublishedApp): boolean {
  return member === null || isOpenToMember(app, { isEditor: member.role === 'owner' || member.role === 'editor' })
}
