import 'server-only'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buildId } from '@/lib/platform/build-id'

/** Pages opened in a window by a browser client or a chat; the window needs its opener when it returns. */
const KEEPS_OPENER = /^\/(?:oauth\/authorize|oauth\/connect\/callback|sign-in)(?:\?|$)/

/**
 * Sets the policy of a studio page. Next reads the nonce from the request header and adds it to its scripts. The page
 * contains the build, which `announceUpdate` compares.
 */
export function setPageHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  options: { isDevelopment: boolean; isHttps: boolean },
): void {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'self'",
    // React's development build evaluates code to show component stacks.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${options.isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    `connect-src 'self'${options.isDevelopment ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
  request.headers['content-security-policy'] = policy
  const build = buildId()
  if (build === null) delete request.headers['x-patchbay-build']
  else request.headers['x-patchbay-build'] = build
  response.setHeader('content-security-policy', policy)
  response.setHeader('cross-origin-opener-policy', KEEPS_OPENER.test(request.url ?? '') ? 'unsafe-none' : 'same-origin')
  for (const [name, value] of Object.entries(commonHeaders(options.isHttps))) response.setHeader(name, value)
}

/** Headers of all responses. */
export function commonHeaders(isHttps: boolean): Readonly<Record<string, string>> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), geolocation=(), payment=(), usb=()',
    ...(isHttps ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}
