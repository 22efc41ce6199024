import 'server-only'
import module from 'node:module'
import path from 'node:path'
import v8 from 'node:v8'
import { isRunningAt, requireFreePort } from '@/lib/api/server/own-port'
import { openEmbeddedClient } from '@/lib/db/open-embedded-client'
import { closeNewFiles } from '@/lib/platform/close-new-files'
import { env } from '@/lib/platform/env'
import { prepareDataFolder } from '@/lib/platform/prepare-data-folder'
import { projectRoot } from '@/lib/platform/project-root'
import { refuseTelemetry } from '@/lib/platform/refuse-telemetry'

closeNewFiles()
refuseTelemetry()
// Given for this thread (scripts/server-process.mjs); of others it would undo the limits that they are started with.
v8.setFlagsFromString('--max-semi-space-size=0')
const wantsLogin = process.argv.includes('--login')

try {
  module.enableCompileCache(path.join(projectRoot(), 'dist', 'compile-cache'))
  // Reading the maps of packages costs a second; ours say where an error came from. Node 22.12 has no such choice.
  module.setSourceMapsSupport?.(true, { nodeModules: false, generatedCode: false })
  const settings = env()
  const { dataDir, databaseUrl } = settings
  // With a database elsewhere a process may have no disk of its own.
  if (databaseUrl === null) prepareDataFolder(dataDir)
  const isRunning = wantsLogin && (await isRunningAt(settings))
  if (!isRunning) await requireFreePort(settings)
  // Its thread takes as long to start as the rest takes to load. A failure is told where it is awaited.
  if (databaseUrl === null && !isRunning) openEmbeddedClient(dataDir).catch(() => {})
  const { startServer } = await import('@/lib/api/server/start-server')
  await startServer({ wantsLogin, isRunning })
} catch (error) {
  const { reportStartFailure } = await import('@/lib/api/server/report-start-failure')
  process.exit(reportStartFailure(error, process.env.DATABASE_URL))
}
