import { createHmac } from 'node:crypto'
import { Hono } from 'hono'
import { mountPublicApis } from '../mount-public-apis'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { EmbedClaims } from '@/lib/runs/widget/embed-token'
import type { PublicApi } from '../public-api'
import { DEFAULT_LIMITS, type PublicLimits } from '@/lib/services/protection/default-limits'
import { createPublicLimiter } from '../shared/access/rate-limit'
import { MemoryBackend } from './memory-backend'

export const APP_URL = 'http://patchbay.test'

export interface TestPublicApi {
  api: PublicApi
  router: Hono
  backend: MemoryBackend
  failures: unknown[]
  clock: { nowMs: number }
  /** Abort it to end the access of all members. */
  removed: AbortController
}

/** Mounts all public APIs on a router, with an in-memory backend and a throw-away signing key. */
export function testPublicApi(options: { limits?: Partial<PublicLimits>; members?: boolean; trustedProxies?: string[] } = {}): TestPublicApi {
  const backend = new MemoryBackend()
  const failures: unknown[] = []
  const clock = { nowMs: 1_700_000_000_000 }
  const removed = new AbortController()
  const api: PublicApi = {
    backend,
    tokens: testTokens(clock),
    limiter: createPublicLimiter({ ...DEFAULT_LIMITS, ...options.limits }, () => clock.nowMs),
    protection: { check: async () => {}, note: () => {} },
    appUrl: APP_URL,
    trustedProxies: options.trustedProxies ?? [],
    socketAddress: (context) => context.req.header('x-test-socket') ?? '203.0.113.7',
    memberOf: async (request: Request, _app: PublishedApp) =>
      options.members === true && request.headers.has('cookie')
        ? { userId: 'u1', email: 'Mia@example.com', isEmailConfirmed: true, role: 'viewer' }
        : null,
    watchMember: async () => ({ signal: removed.signal, stop: () => {} }),
    asset: async (name) => ({
      body: name.endsWith('.json') ? new TextEncoder().encode('{"parts":["chat-parts/core.js"],"page":["chat-parts/page.js"],"fonts":["chat-parts/inter.woff2"],"locales":{}}') : new Uint8Array([1]),
      gzip: new Uint8Array([2]),
      contentType: name.endsWith('.css') ? 'text/css' : 'text/javascript',
      etag: '"e1"',
    }),
    logFailure: (error) => failures.push(error),
  }
  const router = new Hono()
  mountPublicApis(router, api)
  return { api, router, backend, failures, clock, removed }
}

function testTokens(clock: { nowMs: number }) {
  const mac = (text: string) => createHmac('sha256', 'test').update(text).digest('base64url')
  return {
    sign(payload: EmbedClaims, ttlSeconds: number): string {
      const text = Buffer.from(JSON.stringify({ payload, exp: clock.nowMs + ttlSeconds * 1_000 })).toString('base64url')
      return `${text}.${mac(text)}`
    },
    verify(token: string): unknown {
      const [text = '', signature] = token.split('.')
      if (mac(text) !== signature) return null
      const { payload, exp } = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
      return exp > clock.nowMs ? payload : null
    },
  }
}

export function postJson(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
}

export const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
