import 'server-only'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { Transaction } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import type { JobKind } from '@/lib/jobs/job-queue'
import type { System } from '@/lib/services/system'
import type { RunRow } from '../runs/run-row'
import { toPublicError } from '../runs/to-public-error'
import { toPublicRun } from '../runs/to-public-run'
import { sourcesOfApp } from '../versions/sources-of-app'
import { postSigned } from './post-signed'

const CallbackData = z.strictObject({ runId: Id, workspaceId: Id })
type CallbackData = z.infer<typeof CallbackData>

/** Retried for about half a day with increasing delays; then it becomes a dead letter. */
export const sendCallbackJob: JobKind<CallbackData> = {
  name: 'send-callback',
  schema: CallbackData,
  concurrency: 8,
  retryLimit: 20,
  retryDelayMaxSeconds: 3_600,
  expireInSeconds: 60,
}

/** Queues the callback of a run that has ended, if its caller gave an address. */
export async function queueCallback(tx: Transaction, system: System, run: RunRow): Promise<void> {
  if (!run.callback || !('url' in run.callback)) return
  const data = { runId: run.id, workspaceId: run.workspaceId }
  await system.jobs.send(sendCallbackJob, data, { key: run.id, group: run.workspaceId, tx })
}

/** Sends the run as its status endpoint shows it. The receiver may get it twice, with the same delivery id. */
export async function sendCallback(system: System, data: CallbackData, signal: AbortSignal): Promise<void> {
  const [run] = await system.db
    .select()
    .from(runs)
    .where(and(eq(runs.id, data.runId), eq(runs.workspaceId, data.workspaceId)))
  // Nothing to send if the run was deleted since.
  if (!run?.callback || !('url' in run.callback)) return
  const view = toPublicRun(run, run.id, await sourcesOfApp(system.db, run))
  const value = { ...view, error: view.error && toPublicError(view.error, run.id) }
  const { appId, workspaceId } = run
  await postSigned(system, { url: run.callback.url, deliveryId: run.id, appId, workspaceId, value }, signal)
}
