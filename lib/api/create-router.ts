import 'server-only'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { z } from 'zod'
import { accessWatch } from '@/lib/auth/access-watch'
import { findAccount, findMember } from '@/lib/auth/find-session'
import { AppError } from '@/lib/core/app-error'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { distFile } from '@/lib/platform/paths'
import { createPublicBackend } from '@/lib/runs/public/public-backend'
import type { System } from '@/lib/services/system'
import { fastPath } from './public/fast-path'
import { builtAssets } from './public/hosted/built-assets'
import { mountPublicApis } from './public/mount-public-apis'
import type { PublicApi } from './public/public-api'
import { createProtection } from './public/shared/access/create-protection'
import { processLimiter } from './public/shared/access/rate-limit'
import { addressOf } from './server/address-of'
import { createHealthRouter } from './server/health-router'
import type { Listeners } from './server/http-server'
import { mountHelp } from './studio/help/mount-help'
import { mountOpenApi } from './studio/openapi/mount-openapi'
import { createStudioRouter } from './studio/studio-router'
import { studioRoutes } from './studio/studio-routes'

/** Creates the router of all APIs, as opposed to pages. */
export function createRouter(system: System): Required<Pick<Listeners, 'router' | 'direct'>> {
  const router = createHealthRouter(system)
  const api = createPublicApi(system)
  mountPublicApis(router, api)
  mountOpenApi(router, system.appUrl)
  mountHelp(router, distFile('help'))
  router.route('/', createStudioRouter(system, studioRoutes, addressOf(socketAddress, env().trustedProxies)))
  return { router, direct: fastPath(api) }
}

function createPublicApi(system: System): PublicApi {
  const { appUrl, trustedProxies } = env()
  return {
    backend: createPublicBackend(system),
    tokens: {
      sign: (claims, ttlSeconds) => system.widgetTokens.sign({ ...claims }, ttlSeconds),
      verify: (token) => verifyOrNull(system, token),
    },
    limiter: processLimiter(system),
    protection: createProtection(system.db),
    appUrl,
    trustedProxies,
    socketAddress,
    memberOf: async (request, app) => {
      const account = await findAccount(system.auth, request.headers)
      return account && findMember(system.db, account.user.id, app.workspaceId)
    },
    watchMember: async (request, app) => {
      const account = await findAccount(system.auth, request.headers)
      if (!account) return null
      return accessWatch(system.db).watch({
        sessionId: account.sessionId,
        workspaceId: app.workspaceId,
        minRole: 'viewer',
      })
    },
    asset: builtAssets(distFile('public')),
    logFailure: (error, about) => log().error({ cause: error, ...about }, 'public request failed'),
  }
}

const socketAddress = (context: Context): string => getConnInfo(context).remote.address ?? ''

function verifyOrNull(system: System, token: string): unknown {
  try {
    return system.widgetTokens.verify(token, z.unknown())
  } catch (error) {
    if (AppError.isInstance(error)) return null
    throw error
  }
}
