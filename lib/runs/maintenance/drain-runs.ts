import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { processes, runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { callLedger } from '@/lib/services/gateway/workspace-gateway'
import { searchLog } from '@/lib/services/knowledge/lab/search-log'
import { driveRunJob } from '@/lib/services/runs/drive-run-job'
import type { System } from '@/lib/services/system'
import { processId } from '../drive/process-id'
import { eventLog } from '../drive/run-services'
import { activeRuns, claimedRuns } from '../log/active-runs'

/** Longer than a claimed run takes to read its plan and events. */
const CLAIM_MS = 10_000
const POLL_INTERVAL_MS = 20

/**
 * Stops driving runs and claiming jobs, and leaves all of them to other processes or to this one's next start. While
 * the queue stops, it still claims jobs for the slots that released runs leave. The runs of these jobs are released
 * too, before the caller closes the connections that they need; otherwise they would fail.
 */
export async function stopRuns(system: System): Promise<void> {
  await handOffRuns(system)
  await system.jobs.stop({ handOver: true })
  const deadline = performance.now() + CLAIM_MS
  while (claimedRuns().size > 0 && performance.now() < deadline) {
    await releaseDrives()
    await wait(POLL_INTERVAL_MS)
  }
  await handOffRuns(system)
}

/** Stops driving at once and hands all runs of this process to others, or to its own next start. */
export async function handOffRuns(system: System): Promise<number> {
  await releaseDrives()
  await eventLog(system).flush()
  await callLedger(system.db).flush()
  await searchLog(system.db).flush()
  return system.db.transaction(async (tx) => {
    const released = await tx
      .update(runs)
      // A deliberate stop does not count as a failed attempt.
      .set({ status: 'queued', owner: null, attempts: sql`greatest(${runs.attempts} - 1, 0)` })
      .where(and(eq(runs.status, 'running'), eq(runs.owner, processId())))
      .returning({ runId: runs.id, workspaceId: runs.workspaceId })
    for (const run of released) {
      await system.jobs.send(driveRunJob, run, { key: run.runId, group: run.workspaceId, priority: 'interactive', tx })
    }
    await tx.delete(processes).where(eq(processes.id, processId()))
    return released.length
  })
}

async function releaseDrives(): Promise<void> {
  const reason = new AppError('UNAVAILABLE', problem('engine.processStopping'))
  const drives = [...activeRuns().values()]
  for (const active of drives) active.release(reason)
  await Promise.all(drives.map((active) => active.settled.promise))
}
