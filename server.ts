import 'server-only'
import module from 'node:module'
import path from 'node:path'
import v8 from 'node:v8'
import { isRunningAt, requireFreePort } from '@/lib/api/server/own-port'
import { openEmbeddedClient } from '@/lib/db/embedded/open-embedded-client'
import { disableTelemetry } from '@/lib/platform/disable-telemetry'
import { env } from '@/lib/platform/env'
import { prepareDataFolder } from '@/lib/platform/prepare-data-folder'
import { projectRoot } from '@/lib/platform/project-root'
import { setPrivateUmask } from '@/lib/platform/set-private-umask'

setPrivateUmask()
disableTelemetry()
// Set for this thread by scripts/server/server-process.mjs; in other threads it would override the limits they start with.
v8.setFlagsFromString('--max-semi-space-size=0')
const wantsLogin = process.argv.includes('--login')

try {
  module.enableCompileCache(path.join(projectRoot(), 'dist', 'compile-cache'))
  // Reading the source maps of packages costs a second; ours locate errors. Node 22.12 lacks this option.
  module.setSourceMapsSupport?.(true, { nodeModules: false, generatedCode: false })
  const settings = env()
  const { dataDir, databaseUrl } = settings
  // With an external database a process may have no disk of its own.
  if (databaseUrl === null) prepareDataFolder(dataDir)
  const isRunning = wantsLogin && (await isRunningAt(settings))
  if (!isRunning) await requireFreePort(settings)
  // The database thread takes as long to start as the rest takes to load. A failure is handled where it is awaited.
  if (databaseUrl === null && !isRunning) openEmbeddedClient(dataDir).catch(() => {})
  const { startServer } = await import('@/lib/api/server/start-server')
  await startServer({ wantsLogin, isRunning })
} catch (error) {
  const { reportStartFailure } = await import('@/lib/api/server/report-start-failure')
  process.exit(reportStartFailure(error, process.env.DATABASE_URL))
}
