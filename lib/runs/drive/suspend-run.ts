import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import type { PauseRequest } from '@/lib/engine/pauses/pause'
import { pathKey } from '@/lib/engine/state/path-key'
import { queueNotification } from '@/lib/services/approvals/notify-webhook'
import { queueQuestions } from '@/lib/services/channels/questions/queue-questions'
import { driveRunJob } from '@/lib/services/runs/drive-run-job'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { System } from '@/lib/services/system'
import { processId } from './process-id'
import { storeLast } from './store-last'
import type { Drive, LastEvents, PendingPause, RunTotals } from './types'

/**
 * Suspends a waiting run. Queues it again at once if an answer arrived while other branches were active, or if it is to
 * be cancelled. @returns false when another process drives it now
 */
export async function suspendRun(
  { system, run }: Drive,
  last: LastEvents,
  pauses: readonly PendingPause[],
  totals: RunTotals,
): Promise<boolean> {
  return system.db.transaction(async (tx) => {
    // The answering side locks this row first, so that one of the two sees the other's change.
    const [row] = await tx
      .select({ cancelRequestedAt: runs.cancelRequestedAt })
      .from(runs)
      .where(and(eq(runs.id, run.id), eq(runs.workspaceId, run.workspaceId)))
      .for('update')
    const outcome = await storeLast(tx, run.id, last)
    if (outcome !== 'stored') return outcome === 'repeated'
    await insertPendingInputs(tx, system, run, pauses)
    const storedWaits = await tx
      .select({ path: waits.path, key: waits.key, status: waits.status })
      .from(waits)
      .where(and(eq(waits.runId, run.id), eq(waits.workspaceId, run.workspaceId)))
    const isStopped = row !== undefined && row.cancelRequestedAt !== null
    const isAnswered = pauses.some((pause) =>
      storedWaits.some((row) => row.status === 'answered' && row.path === pathKey(pause.path) && row.key === pause.key),
    )
    const continues = isAnswered || isStopped
    await tx
      .update(runs)
      .set({ ...totals, status: continues ? 'queued' : 'paused', owner: null, attempts: 0 })
      .where(and(eq(runs.id, run.id), eq(runs.workspaceId, run.workspaceId)))
    if (continues) {
      const data = { runId: run.id, workspaceId: run.workspaceId }
      await system.jobs.send(driveRunJob, data, { key: run.id, group: run.workspaceId, priority: 'interactive', tx })
    }
    return true
  })
}

/**
 * Stores questions of a run whose other branches continue, unless another process has claimed the run: they would stay
 * open after its end. The run's row is locked first, in the same order as everywhere, to avoid deadlocks.
 */
export async function storeInputsWhileRunning(
  tx: Transaction,
  system: Pick<System, 'jobs'>,
  run: RunRow,
  pauses: readonly PendingPause[],
): Promise<void> {
  const [owned] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.id, run.id), eq(runs.owner, processId()), eq(runs.status, 'running')))
    .for('share')
  if (owned) await insertPendingInputs(tx, system, run, pauses)
}

async function insertPendingInputs(
  tx: Transaction,
  system: Pick<System, 'jobs'>,
  run: RunRow,
  pauses: readonly PendingPause[],
): Promise<void> {
  if (pauses.length === 0) return
  const inserted = await tx
    .insert(waits)
    .values(
      pauses.map(({ path, key, nodeId, request }) => ({
        workspaceId: run.workspaceId,
        appId: run.appId,
        runId: run.id,
        path: pathKey(path),
        key,
        nodeId,
        nodeLabel: run.labels[nodeId] ?? nodeId,
        request,
        status: 'waiting' as const,
        dueAt: dueAtOf(request),
      })),
    )
    .onConflictDoNothing()
    .returning({ id: waits.id, workspaceId: waits.workspaceId, request: waits.request })
  for (const wait of inserted) {
    await queueNotification(tx, system, wait)
    await queueQuestions(tx, system, run, wait)
  }
}

function dueAtOf(request: PauseRequest): Date | null {
  const atMs = request.kind === 'timer' ? request.untilMs : request.dueAtMs
  return atMs === null ? null : new Date(atMs)
}
