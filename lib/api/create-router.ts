import 'server-only'
import { getConnInfo } from '@hono/node-server/conninfo'
import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { z } from 'zod'
import { findSession } from '@/lib/auth/find-session'
import { AppError } from '@/lib/core/app-error'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { distFile } from '@/lib/platform/paths'
import { createPublicBackend } from '@/lib/runs/public-backend'
import { checkSandbox } from '@/lib/sandbox/sandbox-adapter'
import type { System } from '@/lib/services/system'
import { builtAssets } from './faces/built-assets'
import { mountPublicFaces } from './faces/mount-public-faces'
import type { PublicFaces } from './faces/public-faces'
import { createPublicLimiter } from './faces/rate-limit'
import { createStudioRouter } from './studio-router'
import { studioRoutes } from './studio-routes'

/** Everything that is called rather than looked at. */
export function createRouter(system: System): Hono {
  const router = new Hono()
  router.get('/api/health', async () => {
    const [database, sandbox] = await Promise.all([isUp(system.db.execute(sql`select 1`)), isUp(checkSandbox())])
    const ok = database && sandbox
    const headers = { 'x-patchbay': '1', 'cache-control': 'no-store' }
    return Response.json({ ok, database, sandbox }, { status: ok ? 200 : 503, headers })
  })
  mountPublicFaces(router, createFaces(system))
  router.route('/', createStudioRouter(system, studioRoutes))
  return router
}

function createFaces(system: System): PublicFaces {
  const { appUrl, trustedProxies } = env()
  return {
    backend: createPublicBackend(system),
    tokens: {
      sign: ({ app, version, origin, sid }, ttlSeconds) =>
        system.widgetTokens.sign({ app, version, origin, sid }, ttlSeconds),
      verify: (token) => verifyOrNull(system, token),
    },
    limiter: createPublicLimiter(),
    appUrl,
    trustedProxies,
    socketAddress: (context) => getConnInfo(context).remote.address ?? '',
    isMember: async (request, app) =>
      (await findSession(system.auth, system.db, request.headers))?.workspace.id === app.workspaceId,
    asset: builtAssets(distFile('public')),
    logFailure: (error, about) => log().error({ cause: error, ...about }, 'public request failed'),
  }
}

function verifyOrNull(system: System, token: string): unknown {
  try {
    return system.widgetTokens.verify(token, z.unknown())
  } catch (error) {
    if (AppError.isInstance(error)) return null
    throw error
  }
}

function isUp(check: PromiseLike<unknown>): Promise<boolean> {
  return Promise.resolve(check).then(
    () => true,
    () => false,
  )
}
