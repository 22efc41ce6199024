import 'server-only'
import path from 'node:path'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'
import { projectRoot } from '@/lib/platform/project-root'
import type { Listeners } from './http-server'
import { keepPlatform } from './keep-platform'
import { isMissingAsset } from './missing-asset'

/** Prepares Next for pages. @throws AppError UNAVAILABLE if the pages are not built; the log has Next's message */
export async function preparePages(isDevelopment: boolean): Promise<Listeners['pages']> {
  const restorePlatform = isDevelopment ? () => {} : keepPlatform()
  const { default: next } = await import('next')
  if (!isDevelopment) await readConfigSilently()
  const app = next({ dev: isDevelopment, dir: projectRoot(), customServer: true, quiet: true })
  await app.prepare().catch((cause: unknown) => {
    log().error({ cause }, 'the pages could not be prepared')
    throw new AppError('UNAVAILABLE', problem('server.pagesNotBuilt'), { cause })
  })
  restorePlatform()
  const handle = app.getRequestHandler()
  const buildFolder = path.join(projectRoot(), '.next')
  return {
    handle: async (request, response) => {
      const [requestPath = '/'] = (request.url ?? '/').split('?', 1)
      if (!isDevelopment && (await isMissingAsset(requestPath, buildFolder))) {
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n')
        return
      }
      await handle(request, response)
    },
    upgrade: isDevelopment ? asListener(app.getUpgradeHandler()) : null,
  }
}

/** Next prints to standard output when it reads its configuration for the first time. */
async function readConfigSilently(): Promise<void> {
  try {
    const [{ default: config }, { PHASE_PRODUCTION_SERVER }] = await Promise.all([
      import('next/dist/server/config.js'),
      import('next/constants.js'),
    ])
    const loaded = typeof config === 'function' ? config : asModule(config).default
    await loaded(PHASE_PRODUCTION_SERVER, projectRoot())
  } catch (cause) {
    log().debug({ cause }, 'Next will print that it reads its configuration')
  }
}

type ReadConfig = typeof import('next/dist/server/config')['default']

/** Safe: a CommonJS module imported as ES module is its `exports`, whose default is the function. */
function asModule(value: unknown): { default: ReadConfig } {
  return value as { default: ReadConfig }
}

/** Safe: Node calls an upgrade listener with exactly the arguments of Next's handler. */
function asListener(handler: unknown): (...args: unknown[]) => void {
  return handler as (...args: unknown[]) => void
}
