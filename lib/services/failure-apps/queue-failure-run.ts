import 'server-only'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import type { RunEvent } from '@/lib/engine/events'
import { sharedNow } from '@/lib/platform/shared-clock'
import type { RunRow } from '../runs/run-row'
import type { System } from '../system'
import { failureRunJob } from './failure-run-job'

/**
 * Queues the start of the app on failure in the transaction that ends the run. Drafts, cancelled runs, shadow runs and
 * runs that report a failure themselves start none, so that no two apps can start each other endlessly.
 */
export async function queueFailureRun(tx: Transaction, system: System, run: RunRow, end: RunEvent): Promise<void> {
  const { id: runId, workspaceId, appId, environment } = run
  if (end.type !== 'run-error' || end.error.code === 'CANCELLED') return
  if (environment === null || run.origin === 'failure' || run.shadowOf !== null) return
  const [app] = await tx
    .select({ id: apps.id })
    .from(apps)
    .where(and(eq(apps.id, appId), eq(apps.workspaceId, workspaceId), isNotNull(apps.onFailure)))
  if (!app) return
  const data = { workspaceId, appId, runId, environment, sinceMs: sharedNow() }
  await system.jobs.send(failureRunJob, data, { key: runId, group: workspaceId, tx })
}
