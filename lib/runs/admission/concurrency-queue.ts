import 'server-only'
import { and, asc, count, eq, exists, inArray, isNotNull, type SQL } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { environments } from '@/lib/db/schema/apps'
import { runs } from '@/lib/db/schema/runs'
import { lockName } from '@/lib/db/statements/lock-name'
import { driveRunJob } from '@/lib/services/runs/drive-run-job'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { System } from '@/lib/services/system'
import { workspaceOfRun } from '../maintenance/workspace-of-run'

const MAX_KEYS = 500

type Keyed = Pick<RunRow, 'workspaceId' | 'appId'> & { concurrencyKey: string }

/**
 * Assigns the free slots of a concurrency key to the runs that have waited longest and queues a job for each. A run
 * keeps its slot until it ends, even while it is paused or waits to be taken over from a dead process.
 * @returns the runs that may start now
 */
export async function admitRuns(tx: Transaction, system: System, keyed: Keyed): Promise<string[]> {
  const { workspaceId, appId, concurrencyKey } = keyed
  // Serialized by key: each call sees the slots assigned by the previous one.
  await lockName(tx, `${appId}:${concurrencyKey}`)
  const hasKey = and(eq(runs.appId, appId), eq(runs.workspaceId, workspaceId), eq(runs.concurrencyKey, concurrencyKey))
  const freeSlots = (await concurrencyLimitOf(tx, keyed)) - (await countSlots(tx, hasKey))
  if (freeSlots <= 0) return []
  const next = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(hasKey, eq(runs.status, 'queued'), eq(runs.waitsForTurn, true)))
    .orderBy(asc(runs.createdAt), asc(runs.id))
    .limit(freeSlots)
    // A run that is just being stopped needs no slot.
    .for('update', { skipLocked: true })
  const ids = next.map(({ id }) => id)
  if (ids.length === 0) return []
  await tx
    .update(runs)
    .set({ waitsForTurn: false })
    .where(and(hasKey, inArray(runs.id, ids)))
  for (const runId of ids)
    await system.jobs.send(driveRunJob, { runId, workspaceId }, { key: runId, group: workspaceId, tx })
  return ids
}

/** Passes the slot of a run that has ended to the next waiting run. */
export async function admitNext(tx: Transaction, system: System, run: RunRow): Promise<void> {
  const { concurrencyKey } = run
  if (concurrencyKey !== null) await admitRuns(tx, system, { ...run, concurrencyKey })
}

/** Tries to acquire a slot for a run that a worker received. @returns whether the worker may drive the run */
export async function isAdmitted(
  system: System,
  { runId, workspaceId }: { runId: string; workspaceId: string },
): Promise<boolean> {
  const [run] = await system.db
    .select({ appId: runs.appId, concurrencyKey: runs.concurrencyKey })
    .from(runs)
    .where(
      and(
        eq(runs.id, runId),
        eq(runs.workspaceId, workspaceId),
        eq(runs.status, 'queued'),
        eq(runs.waitsForTurn, true),
      ),
    )
  const { appId, concurrencyKey } = run ?? {}
  if (appId === undefined || concurrencyKey == null) return false
  const admitted = await system.db.transaction((tx) => admitRuns(tx, system, { workspaceId, appId, concurrencyKey }))
  return admitted.includes(runId)
}

/** Assigns slots that are free although runs wait: the limit was raised, or a backup was restored. */
export async function admitForgotten(system: System): Promise<void> {
  const waiting = await system.db
    .selectDistinct({ workspaceId: runs.workspaceId, appId: runs.appId, concurrencyKey: runs.concurrencyKey })
    .from(runs)
    .where(
      and(
        isNotNull(runs.concurrencyKey),
        eq(runs.status, 'queued'),
        eq(runs.waitsForTurn, true),
        exists(workspaceOfRun(system.db)),
      ),
    )
    .limit(MAX_KEYS)
  for (const { concurrencyKey, ...where } of waiting)
    if (concurrencyKey !== null)
      await system.db.transaction((tx) => admitRuns(tx, system, { ...where, concurrencyKey }))
}

async function concurrencyLimitOf(tx: Transaction, { appId, workspaceId }: Keyed): Promise<number> {
  const [live] = await tx
    .select({ runsPerKey: environments.runsPerKey })
    .from(environments)
    .where(
      and(
        eq(environments.appId, appId),
        eq(environments.workspaceId, workspaceId),
        eq(environments.name, 'production'),
      ),
    )
  return live?.runsPerKey ?? 1
}

async function countSlots(tx: Transaction, hasKey: SQL | undefined): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(runs)
    .where(and(hasKey, inArray(runs.status, ['queued', 'running', 'paused']), eq(runs.waitsForTurn, false)))
  return row?.count ?? 0
}
