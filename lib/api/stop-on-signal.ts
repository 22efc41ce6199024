import 'server-only'
import type http from 'node:http'
import { AppError } from '@/lib/core/app-error'
import type { OpenDatabase } from '@/lib/db/open-database'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { log } from '@/lib/platform/log'
import { activeRuns } from '@/lib/runs/active-runs'
import { eventLog } from '@/lib/runs/run-services'
import { closeSandbox } from '@/lib/sandbox/sandbox-adapter'
import type { System } from '@/lib/services/system'

interface Running {
  server: http.Server
  system: System
  database: OpenDatabase
  stopSweeper(): void
}

/** On SIGTERM and SIGINT: no new requests, runs get their end, waiting jobs stay for the next start. A second signal stops at once. */
export function stopOnSignal(running: Running): void {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    shutDown(running)
      .catch((cause: unknown) => log().error({ cause }, 'not everything could be closed'))
      .finally(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

async function shutDown({ server, system, database, stopSweeper }: Running): Promise<void> {
  server.close()
  stopSweeper()
  for (const run of activeRuns().values())
    run.controller.abort(new AppError('UNAVAILABLE', 'The server is stopping. Start the run again.'))
  const deadline = Date.now() + 1_500
  while (activeRuns().size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
  server.closeAllConnections()
  await system.jobs.stop()
  await eventLog(system).flush()
  await Promise.all([closeEgress(), closeSandbox()])
  await database.close()
}
