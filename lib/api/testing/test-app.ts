import 'server-only'
import { Hono } from 'hono'
import { expect } from 'vitest'
import { z } from 'zod'
import { findAccount, findMember } from '@/lib/auth/find-session'
import type { Graph } from '@/lib/graph/graph'
import { createPublicBackend } from '@/lib/runs/public/public-backend'
import { DEFAULT_LIMITS } from '@/lib/services/protection/default-limits'
import { mountPublicApis } from '../public/mount-public-apis'
import type { PublicApi } from '../public/public-api'
import { createProtection } from '../public/shared/access/create-protection'
import { type PublicLimiter, processLimiter } from '../public/shared/access/rate-limit'
import { createTestStudio, type TestPerson, type TestStudio } from './test-studio'

export interface TestApp {
  studio: TestStudio
  person: TestPerson
  /** The public APIs on the real backend. */
  api: PublicApi
  router: Hono
  appId: string
  /** Revision of the draft; updated by `request` when a test saves one. */
  revision: number
  bearer: { authorization: string }
  /** A call of the studio's API, which must succeed. */
  request(method: string, path: string, body?: unknown): Promise<unknown>
  publish(): Promise<unknown>
  close(): Promise<void>
}

const Created = z.object({ id: z.string(), revision: z.number() })

/** Publishes an app with this graph and slug, and a key, on a real database. */
export async function createTestApp(
  slug: string,
  graph: Graph,
  limiterOf: (studio: TestStudio) => PublicLimiter = generous,
): Promise<TestApp> {
  const studio = await createTestStudio()
  const person = await studio.signUp('owner')
  const request = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await studio.call({ method, path, body, person })
    const answer: unknown = await response.json()
    expect(response.status, JSON.stringify(answer)).toBeLessThan(300)
    return answer
  }
  const { id: appId, revision } = Created.parse(await request('POST', '/api/studio/apps', { name: slug, graph }))
  const api = publicApi(studio, limiterOf(studio))
  const router = new Hono()
  mountPublicApis(router, api)
  let published = 0
  const app: TestApp = {
    studio,
    person,
    api,
    router,
    appId,
    revision,
    bearer: { authorization: '' },
    request,
    publish: () => {
      published += 1
      // The same graph with the same note would be the existing version.
      const note = published === 1 ? '' : `Publication ${published}`
      return request('POST', `/api/studio/apps/${appId}/versions`, { note, revision: app.revision })
    },
    close: () => studio.close(),
  }
  await app.publish()
  await request('PUT', `/api/studio/apps/${appId}/publication`, {
    slug,
    access: 'link',
    allowedOrigins: ['https://shop.example'],
    title: slug,
    greeting: '',
    suggestions: [],
    accent: '#2255cc',
  })
  const key = z
    .object({ secret: z.string() })
    .parse(await request('POST', '/api/studio/keys', { name: 'K', appIds: [appId] }))
  app.bearer.authorization = `Bearer ${key.secret}`
  return app
}

const GENEROUS = { ...DEFAULT_LIMITS, perAppPerMinute: 10_000, perKeyPerMinute: 10_000, perAddressPerMinute: 10_000 }

const generous = ({ system }: TestStudio) => processLimiter(system, GENEROUS)

function publicApi({ system }: TestStudio, limiter: PublicLimiter): PublicApi {
  return {
    backend: createPublicBackend(system),
    tokens: {
      sign: (claims, ttl) => system.widgetTokens.sign({ ...claims }, ttl),
      verify: (token) => system.widgetTokens.verify(token, z.unknown()),
    },
    limiter,
    protection: createProtection(system.db),
    appUrl: system.appUrl,
    trustedProxies: [],
    socketAddress: () => '127.0.0.1',
    memberOf: async (request, app) => {
      const account = await findAccount(system.auth, request.headers)
      return account && findMember(system.db, account.user.id, app.workspaceId)
    },
    watchMember: async () => null,
    asset: async () => null,
    logFailure: () => undefined,
  }
}
