import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { isLoopbackHost } from '@/lib/core/loopback'

/** Tells the host under which this instance is reached; a loopback server also answers to its other loopback names. */
export function ownHosts(appUrl: string, isLoopback: boolean): (host: string | undefined) => boolean {
  const own = new URL(appUrl).host
  return (host = '') => host === own || (isLoopback && isLoopbackHost(host))
}

/** Every cookie-authorised change must come from our own pages (T66, T67). @throws FORBIDDEN */
export function requireSameOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const host = origin !== null && URL.canParse(origin) ? new URL(origin).host : null
  const allowed =
    origin === null ? site === null || site === 'same-origin' : host !== null && host === request.headers.get('host')
  if (!allowed) throw new AppError('FORBIDDEN', 'This request came from another site and was refused.')
}
