import 'server-only'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import type { FastPath } from '../public/fast-path'
import { ownHosts } from '../studio/same-origin'
import type { BusyConnections } from './busy-connections'
import { trackRequest } from './draining'
import { openPort, requireFreePort } from './own-port'
import { commonHeaders, setPageHeaders } from './page-headers'
import { answerer, CallResponse } from './request-listener'
import { repeatedHeader } from './single-headers'
import { withRequestLocale } from './with-request-locale'

export interface Listeners {
  /** All APIs: studio, public APIs, widget. */
  router: Hono
  /** The fast path for frequent calls. */
  direct?: FastPath
  /** Pages and their assets. */
  pages: {
    handle(request: IncomingMessage, response: ServerResponse): Promise<void>
    upgrade: ((...args: unknown[]) => void) | null
  }
}

const API_PATHS =
  /^\/(?:api|v1|embed|chat|chat-parts|hooks|mcp)(?:\/|$)|^\/oauth\/(?:register|token|revoke|client-metadata\.json)$|^\/\.well-known\/oauth-|^\/(?:widget\.js|chat-frame\.(?:js|css)|chat-rich\.css|chat-page\.css)$/

/**
 * Orchestrators probe a process by its IP address, which is not a name of this server. The
 * responses contain no data.
 */
const PROBES: ReadonlySet<string> = new Set(['/api/health/live', '/api/health/ready'])

/** Whether the router handles a path; everything else is a page. */
export const isApiPath = (path: string): boolean => API_PATHS.test(path)

/**
 * A single listener: the router handles API calls without passing through Next.
 * @param connections for processes that share the port
 */
export function createHttpServer(
  { router, direct, pages }: Listeners,
  env: Env,
  connections: BusyConnections | null = null,
): http.Server {
  const call = getRequestListener(answerer(router), { overrideGlobalObjects: false })
  const isHttps = env.appUrl.startsWith('https:')
  const common = commonHeaders(isHttps)
  const isOwnHost = ownHosts(env.appUrl, env.isLoopback)
  const server = http.createServer({ ServerResponse: CallResponse }, (request, response) => {
    if (connections?.onRequest(request, response) === false) return
    trackRequest(response)
    const path = pathOf(request)
    if (path === null) return void reject(response, 400, 'This server only accepts requests for its own addresses.')
    const repeated = repeatedHeader(request.rawHeaders)
    if (repeated !== null) return void reject(response, 400, `Send the header ${repeated} only once.`)
    if (!isOwnHost(request.headers.host) && !PROBES.has(path)) {
      return void reject(
        response,
        421,
        'This server does not answer under this name. Set APP_URL to its public address.',
      )
    }
    if (isApiPath(path)) {
      response.defaults = common
      return void (direct?.(path, request, response) || call(request, response))
    }
    setPageHeaders(request, response, { isDevelopment: env.nodeEnv === 'development', isHttps })
    withRequestLocale(request, () => pages.handle(request, response)).catch((cause: unknown) => {
      log().error({ cause }, 'a page failed')
      if (!response.headersSent) reject(response, 500, 'Something went wrong on our side. Please try again.')
    })
  })
  // WebSockets are only used by Next's hot reload in development.
  server.on('upgrade', (request, socket, head) => {
    if (pages.upgrade) pages.upgrade(request, socket, head)
    else socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
  })
  server.requestTimeout = 60_000
  server.headersTimeout = 20_000
  server.keepAliveTimeout = 65_000
  return server
}

/**
 * The first of several processes checks that the port is free, since shared ports accept any
 * process. @returns the port, assigned by the system for 0 @throws AppError UNAVAILABLE with
 * instructions
 */
export async function listen(
  server: http.Server,
  { port, host, portSharing }: Pick<Env, 'port' | 'host' | 'portSharing'>,
): Promise<number> {
  if (portSharing === 'first') await requireFreePort({ port, host, portSharing })
  return openPort(server, { port, host, reusePort: portSharing !== null })
}

/** @returns null for the absolute and authority forms of a target, which are meant for proxies */
function pathOf(request: IncomingMessage): string | null {
  const target = request.url ?? ''
  return target.startsWith('/') ? (target.split('?', 1)[0] ?? '/') : null
}

function reject(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${message}\n`)
}
