import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import type { RunControl } from '@/lib/services/runs/run-control'
import type { System } from '@/lib/services/system'
import { activeRuns } from '../log/active-runs'
import { readEvents } from '../log/read-events'
import { enforceStops } from '../maintenance/enforce-stops'
import { cancelInProgress } from './cancel-in-progress'
import { cancelRun } from './cancel-run'
import { enqueueRun } from './enqueue-run'
import { runBus } from './run-services'
import { startRun } from './start-run'

/** @param system returns the system that this port is part of */
export function runControl(system: () => System): RunControl {
  return {
    start: (request, seed) => startRun({ ...request, system: system() }, seed),
    enqueue: (request) => enqueueRun({ ...request, system: system() }),
    follow: (runId, afterSeq, signal) => readEvents(system(), runId, afterSeq, signal),
    cancel: (run) => cancelRun(system(), run),
    cancelWhere: async (workspaceId, which) => {
      await enforceStops(system())
      return cancelInProgress(system(), workspaceId, which)
    },
    stopAll: (workspaceId) => stopAll(system(), workspaceId),
  }
}

/** Cancels all running runs of a workspace being deleted. A driver that misses the message finds its run deleted. */
async function stopAll(system: System, workspaceId: string): Promise<void> {
  const running = await system.db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.status, 'running')))
  for (const { id } of running) {
    const active = activeRuns().get(id)
    if (active) active.stop.end(new AppError('CANCELLED', problem('workspaces.deleted')))
    else runBus(system).cancel(id)
  }
}
