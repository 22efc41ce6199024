import 'server-only'
import { and, asc, eq, exists, lt, sql } from 'drizzle-orm'
import { runs } from '@/lib/db/schema/runs'
import { driveRunJob } from '@/lib/services/runs/drive-run-job'
import type { System } from '@/lib/services/system'
import { admitForgotten } from '../admission/concurrency-queue'
import { isOrphan, releaseRuns } from '../drive/claim-run'
import { processId } from '../drive/process-id'
import { claimAndDrive } from '../drive/resume-run'
import { activeRuns, claimedRuns, MAX_ACTIVE_RUNS } from '../log/active-runs'
import { workspaceOfRun } from './workspace-of-run'

const MAX_AT_ONCE = 50

/**
 * Claims runs of dead processes and runs that this process released, and resumes them from their stored events. Runs of
 * deleted workspaces could never store their end: they are left to `sweepOrphans`.
 * @returns how many were claimed; they continue in the background
 */
export async function recoverRuns(system: System): Promise<number> {
  // Runs beyond this process's capacity are left to others, or for later.
  const capacity = MAX_ACTIVE_RUNS - activeRuns().size
  if (capacity <= 0) return 0
  const lostRuns = await system.db
    .select({ runId: runs.id, workspaceId: runs.workspaceId })
    .from(runs)
    .where(and(isOrphan(system.db), exists(workspaceOfRun(system.db))))
    // Runs that fail each time do not delay the others.
    .orderBy(asc(runs.attempts), asc(runs.id))
    .limit(Math.min(capacity, MAX_AT_ONCE))
  let claimed = 0
  for (const address of lostRuns) {
    // Several processes may try: one gets the row.
    if (await claimAndDrive(system, address)) claimed += 1
  }
  return claimed
}

/** Requeues waiting runs without a job, for example after a backup was restored. Existing jobs are not duplicated. */
export async function requeueForgotten(system: System): Promise<void> {
  const waiting = await system.db
    .select({ runId: runs.id, workspaceId: runs.workspaceId })
    .from(runs)
    .where(
      and(
        // Written out, so that any plan can use runs_unfinished_index.
        sql`${runs.status} = 'queued'`,
        eq(runs.waitsForTurn, false),
        lt(runs.createdAt, sql`now() - interval '1 minute'`),
        exists(workspaceOfRun(system.db)),
      ),
    )
    .orderBy(asc(runs.id))
    .limit(10 * MAX_AT_ONCE)
  await admitForgotten(system)
  for (const run of waiting) await system.jobs.send(driveRunJob, run, { key: run.runId, group: run.workspaceId })
}

/**
 * Releases runs that this process owns and does not drive: their end could not be stored, or the acknowledgement of the
 * claim was lost. No other process claims them while their owner is alive.
 */
export async function releaseLost(system: System): Promise<void> {
  const claimed = [...claimedRuns()]
  const lostRuns = await system.db
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        eq(runs.status, 'running'),
        eq(runs.owner, processId()),
        // All ids are one parameter: there may be thousands.
        sql`${runs.id} <> all(${`{${claimed.join()}}`}::uuid[])`,
      ),
    )
    .limit(MAX_AT_ONCE)
  await releaseRuns(
    system,
    // A run that has started since is not lost.
    lostRuns.map(({ id }) => id).filter((id) => !claimedRuns().has(id)),
  )
}
