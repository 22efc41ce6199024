import 'server-only'
import type { Transaction } from '@/lib/db/database'
import { driveRunJob } from '@/lib/services/runs/drive-run-job'
import type { RunRow } from '@/lib/services/runs/run-row'
import { planOf } from '../plan/plan-cache'
import { insertRun } from './insert-run'
import type { EnqueueRun } from './types'

/**
 * Stores a run for a worker.
 * @throws INVALID_GRAPH
 */
export async function enqueueRun(request: EnqueueRun): Promise<RunRow> {
  const plan = planOf(request.graph, request.version?.id ?? null)
  const store = async (tx: Transaction) => {
    const run = await insertRun(tx, request, { plan, status: 'queued' })
    const data = { runId: run.id, workspaceId: run.workspaceId }
    await request.system.jobs.send(driveRunJob, data, {
      key: run.id,
      group: run.workspaceId,
      priority: request.priority ?? 'normal',
      tx,
      ...(request.notBefore ? { startAfter: request.notBefore } : {}),
    })
    return run
  }
  return request.tx ? store(request.tx) : request.system.db.transaction(store)
}
