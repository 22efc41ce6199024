import 'server-only'
import { and, eq, getTableColumns, inArray, isNotNull, isNull, notExists, or, sql } from 'drizzle-orm'
import { processes, runs } from '@/lib/db/schema/runs'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { System } from '@/lib/services/system'
import { processId } from './process-id'

/** A process without a heartbeat for this long loses its runs. Measured by the database's clock, which all share. */
export const LEASE_SECONDS = 10

/** `isFirst`: never driven before, so it has no stored events. */
export type ClaimedRun = RunRow & { isFirst: boolean }

/**
 * Makes this process the driver of a run that waits for a driver or whose driver is dead. @returns null when there is
 * nothing to drive
 */
export async function claimRun(
  { db }: System,
  { runId, workspaceId }: { runId: string; workspaceId: string },
): Promise<ClaimedRun | null> {
  const [row] = await db
    .update(runs)
    .set({
      status: 'running',
      owner: processId(),
      attempts: sql`${runs.attempts} + 1`,
      startedAt: sql`coalesce(${runs.startedAt}, now())`,
    })
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, workspaceId), or(isDue, isOrphan(db))))
    // `now()` is constant within a transaction, so it equals the start only when it was set just now.
    .returning({ ...getTableColumns(runs), isFirst: sql<boolean>`${runs.startedAt} = now()` })
  return row ?? null
}

/** The run waits only for a driver. A run that is to be cancelled needs no slot. */
const isDue = and(eq(runs.status, 'queued'), or(eq(runs.waitsForTurn, false), isNotNull(runs.cancelRequestedAt)))

/** The run is marked as running, but its driver is dead. */
export function isOrphan(db: System['db']) {
  const alive = db
    .select({ id: processes.id })
    .from(processes)
    .where(
      and(eq(processes.id, runs.owner), sql`${processes.seenAt} > now() - make_interval(secs => ${LEASE_SECONDS})`),
    )
  return and(eq(runs.status, 'running'), or(isNull(runs.owner), notExists(alive)))
}

/** Releases runs of this process, so that any process can claim them. */
export async function releaseRuns({ db }: System, runIds: readonly string[]): Promise<void> {
  if (runIds.length === 0) return
  await db
    .update(runs)
    .set({ owner: null })
    .where(and(inArray(runs.id, [...runIds]), eq(runs.owner, processId()), eq(runs.status, 'running')))
}
