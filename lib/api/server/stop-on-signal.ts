import 'server-only'
import type http from 'node:http'
import type { OpenDatabase } from '@/lib/db/database'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { runBus } from '@/lib/runs/drive/run-services'
import { stopRuns } from '@/lib/runs/maintenance/drain-runs'
import { closeSandbox } from '@/lib/sandbox/sandbox-adapter'
import type { System } from '@/lib/services/system'
import { drainServer } from './draining'

interface Running {
  server: http.Server
  system: System
  database: OpenDatabase
  stopKeepAlive(): void
}

/**
 * Ctrl+C is delivered to the whole process group and forwarded by npm and `npm start`: repeats
 * within this time count as one signal.
 */
const SAME_SIGNAL_MS = 500

/**
 * On SIGTERM and SIGINT: drains, then hands runs and jobs off to other processes, or to the next
 * start. A second signal stops at once.
 */
export function stopOnSignal(running: Running): void {
  let stoppingSinceMs: number | null = null
  const stop = () => {
    const nowMs = performance.now()
    if (stoppingSinceMs !== null) {
      if (nowMs - stoppingSinceMs >= SAME_SIGNAL_MS) process.exit(1)
      return
    }
    stoppingSinceMs = nowMs
    shutDown(running)
      .catch((cause: unknown) => log().error({ cause }, 'failed to close everything'))
      .finally(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // `npm start` was killed: without it nothing restarts or stops this process, and the next one
  // finds the port in use.
  process.once('disconnect', stop)
}

async function shutDown({ server, system, database, stopKeepAlive }: Running): Promise<void> {
  const { drainSeconds, drainRequestsSeconds } = env()
  const areAnswered = await drainServer(server, { accept: drainSeconds, finish: drainRequestsSeconds })
  if (!areAnswered) log().info('requests in flight took too long; their runs resume in another process')
  stopKeepAlive()
  await stopRuns(system)
  server.closeAllConnections()
  await runBus(system).stop()
  await Promise.all([closeEgress(), closeSandbox()])
  await database.close()
}
