import 'server-only'
import { eq } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import { openDatabase } from '@/lib/db/open-database'
import { members } from '@/lib/db/schema/auth'
import { installEgressGuard } from '@/lib/egress/egress-fetch'
import { startEvaluation } from '@/lib/evaluation/start-evaluation'
import { type Env, env } from '@/lib/platform/env'
import { keepAlive } from '@/lib/runs/maintenance/keep-alive'
import { createSystem, signer } from '@/lib/runs/system/create-system'
import { startWorkers, warmModels } from '@/lib/runs/system/start-workers'
import { LiveKeys } from '@/lib/secrets/live-keys'
import { loadMasterKeys } from '@/lib/secrets/load-master-keys'
import type { System, TokenSigner } from '@/lib/services/system'
import { createRouter } from '../create-router'
import { BusyConnections } from './busy-connections'
import { createHealthRouter } from './health-router'
import { createHttpServer, type Listeners, listen } from './http-server'
import { preparePages } from './prepare-pages'
import { proxyPages } from './proxy-pages'
import { reportUntrustedProxy } from './report-untrusted-proxy'
import { stopOnSignal } from './stop-on-signal'

const LINK_SECONDS = 24 * 60 * 60

interface StartOptions {
  wantsLogin: boolean
  /** Another process is already running, and only a link for it is requested. */
  isRunning: boolean
}

/** Starts Patchbay in this process and prints its URL. @throws AppError with one clear sentence */
export async function startServer({ wantsLogin, isRunning }: StartOptions): Promise<void> {
  const settings = env()
  if (isRunning) {
    const keys = loadMasterKeys({ dataDir: settings.dataDir, masterKeys: settings.masterKeys }, { mayCreate: false })
    print(loginLink(signer(new LiveKeys(keys), 'login-link')))
    return
  }
  installEgressGuard()
  const isWorker = settings.role === 'worker'
  const pages = isWorker ? Promise.resolve(noPages) : pagesOf(settings)
  // Awaited below; until then a rejection must not count as unhandled.
  pages.catch(() => {})
  const database = await openDatabase()
  const system = await createSystem(database)
  const called = isWorker ? { router: createHealthRouter(system) } : createRouter(system)
  const connections = settings.portSharing === null ? null : new BusyConnections()
  const server = createHttpServer({ ...called, pages: await pages }, settings, connections)
  if (!isWorker) reportUntrustedProxy(system)
  const stopKeepAlive = await keepAlive(system)
  await startWorkers(system)
  await startEvaluation(system)
  const port = await listen(server, settings)
  stopOnSignal({ server, system, database, stopKeepAlive })
  // Printed by the first of several processes, whose parent starts the others.
  if (settings.portSharing !== 'more') print(isWorker ? workerLine(port) : await firstLine(system, wantsLogin))
  process.send?.('ready')
  connections?.report(process)
  await warmModels(system)
}

const pagesOf = async ({ devPagesPort, nodeEnv }: Env): Promise<Listeners['pages']> =>
  devPagesPort === null ? preparePages(nodeEnv === 'development') : proxyPages(devPagesPort)

/** A worker serves only its health endpoints. */
const noPages: Listeners['pages'] = {
  handle: async (_request, response) => void response.writeHead(404).end(),
  upgrade: null,
}

const workerLine = (port: number) => `Patchbay worker is ready. Health: http://127.0.0.1:${port}/api/health/ready`

async function firstLine(system: System, wantsLogin: boolean): Promise<string> {
  const [owner] = await system.db
    .select({ userId: members.userId })
    .from(members)
    .where(eq(members.role, 'owner'))
    .limit(1)
  if (!owner) {
    const token = system.links.sign({ kind: 'setup', id: newId() }, LINK_SECONDS)
    return `Patchbay is ready. Open ${system.appUrl}/?setup=${token}`
  }
  return wantsLogin ? loginLink(system.links) : `Patchbay is ready at ${system.appUrl}`
}

function loginLink(links: TokenSigner): string {
  return `Sign in: ${env().appUrl}/?login=${links.sign({ kind: 'login', id: newId() }, LINK_SECONDS)}`
}

const print = (line: string) => process.stdout.write(`${line}\n`)
