import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { isLoopbackHost } from '@/lib/core/network/loopback'
import { problem } from '@/lib/messages/problems/problem'

/** Recognizes the hosts of this instance; a loopback server has several loopback names. */
export function ownHosts(appUrl: string, isLoopback: boolean): (host: string | undefined) => boolean {
  const appHost = new URL(appUrl).host
  return (host = '') => host === appHost || (isLoopback && isLoopbackHost(host))
}

/** Changes authorized by a cookie must come from our own pages, to prevent CSRF. @throws FORBIDDEN */
export function requireSameOrigin(request: Request, appUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const allowed =
    origin === null ? site === null || site === 'same-origin' : isOwnOrigin(origin, request.headers.get('host'), appUrl)
  if (!allowed) throw new AppError('FORBIDDEN', problem('request.crossSite'))
}

/**
 * Whether the origin is that of `APP_URL`. The scheme counts, because a man in the middle can forge
 * http pages of the same host. A loopback server is also reached by its other names, and over https
 * through a proxy on the same machine.
 */
export function isOwnOrigin(origin: string, host: string | null, appUrl: string): boolean {
  if (origin === new URL(appUrl).origin) return true
  return host !== null && isLoopbackHost(host) && [`http://${host}`, `https://${host}`].includes(origin)
}
