import 'server-only'
import { addHeaders } from '@/lib/api/http/light-response'
import { isAppAddress } from '@/lib/core/ids'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../../public-api'
import type { ApiHandler, CallRequest } from '../../public-handler'

const EXPOSED =
  'x-run-id, x-request-id, x-patchbay-version, x-patchbay-ignored, idempotency-replayed, retry-after, link, location, ratelimit-limit, ratelimit-remaining, ratelimit-reset'
const ALLOWED = 'authorization, content-type, idempotency-key, last-event-id, prefer, patchbay-end-user'

const VARY = { vary: 'Origin' }

type Called = Pick<CallRequest, 'headers'>

/** Allows listed pages of the app, never with cookies; everyone else gets no CORS headers. */
export function corsFor<Answer extends Response>(request: Called, app: PublishedApp, response: Answer): Answer {
  addHeaders(response, VARY)
  const origin = allowedOrigin(request, app)
  if (origin === null) return response
  addHeaders(response, {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': EXPOSED,
    'cross-origin-resource-policy': 'cross-origin',
  })
  return response
}

/** Responds to a CORS preflight. */
export function preflight(api: PublicApi): ApiHandler {
  return async ({ request, param }) => {
    const slug = param('slug')
    const app = isAppAddress(slug) ? await api.backend.findApp(slug) : null
    const response = new Response(null, { status: 204, headers: { vary: 'Origin' } })
    if (!app || allowedOrigin(request, app) === null) return response
    addHeaders(response, {
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers': ALLOWED,
      'access-control-max-age': '600',
    })
    return corsFor(request, app, response)
  }
}

/**
 * Preflight of a route whose body names the app, which is not known yet. Any page may send the request, like
 * any client. Whether it may do so without a key and read the response is decided once the app is known.
 */
export const openPreflight: ApiHandler = async ({ request }) => {
  const headers = {
    'access-control-allow-origin': request.headers.get('origin') ?? '*',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    vary: 'Origin',
  }
  return new Response(null, { status: 204, headers })
}

function allowedOrigin(request: Called, app: PublishedApp): string | null {
  const origin = request.headers.get('origin')
  return origin !== null && app.allowedOrigins.includes(origin.toLowerCase()) ? origin : null
}
