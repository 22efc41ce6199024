import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { processes, runs } from '@/lib/db/schema/runs'
import { callLedger } from '@/lib/services/gateway/workspace-gateway'
import { searchLog } from '@/lib/services/knowledge/lab/search-log'
import { driveRunJob } from '@/lib/services/runs/drive-run-job'
import type { System } from '@/lib/services/system'
import { activeRuns } from '../drive/active-runs'
import { eventLog, processId } from '../drive/run-services'

/** Stops driving at once and hands all runs of this process to others, or to its own next start. */
export async function handOverRuns(system: System): Promise<number> {
  const reason = new AppError('UNAVAILABLE', 'This process is stopping; the run goes on in another one.')
  const drives = [...activeRuns().values()]
  for (const active of drives) active.letGo(reason)
  await Promise.all(drives.map((active) => active.settled.promise))
  await eventLog(system).flush()
  await callLedger(system.db).flush()
  await searchLog(system.db).flush()
  return system.db.transaction(async (tx) => {
    const released = await tx
      .update(runs)
      // A deliberate stop is no failed attempt of the run.
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
