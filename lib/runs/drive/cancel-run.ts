import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { runs } from '@/lib/db/schema/runs'
import type { System } from '@/lib/services/system'
import { activeRuns } from '../log/active-runs'
import { claimAndDrive } from './resume-run'
import { cancelled } from './run-errors'
import { runBus } from './run-services'

/**
 * Cancels a run in any state: here, in another process, waiting or paused. Cancelling one that has ended changes
 * nothing.
 */
export async function cancelRun(
  system: System,
  { runId, workspaceId }: { runId: string; workspaceId: string },
): Promise<void> {
  const active = activeRuns().get(runId)
  // Before its row is stored, only memory knows its workspace.
  if (active && (active.about === null || active.about.workspaceId === workspaceId)) {
    active.stop.end(cancelled())
    // If the run paused instead, or its end could not be stored, it has no driver and the update below
    // cancels it.
    await active.settled.promise
  }
  const [run] = await system.db
    .update(runs)
    .set({
      cancelRequestedAt: sql`now()`,
      // A paused run has no driver: it is queued, so that a worker claims it and ends it.
      status: sql`case when ${runs.status} = 'paused' then 'queued' else ${runs.status} end`,
    })
    .where(
      and(eq(runs.id, runId), eq(runs.workspaceId, workspaceId), inArray(runs.status, ['queued', 'running', 'paused'])),
    )
    .returning({ id: runs.id })
  if (!run) return
  const claimed = await claimAndDrive(system, { runId, workspaceId })
  if (claimed) await claimed.done
  else runBus(system).cancel(runId)
}
