import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import type { Transaction } from '@/lib/db/database'
import type { waits } from '@/lib/db/schema/waits'
import type { JobKind } from '@/lib/jobs/job-queue'
import { problem } from '@/lib/messages/problems/problem'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import type { System } from '@/lib/services/system'
import { postSigned } from '../callbacks/post-signed'
import { requestUrl } from './approval-link'
import { type FoundPendingInput, findPendingInput } from './find-pending-input'

const NotifyData = z.strictObject({ waitId: Id, workspaceId: Id })
type NotifyData = z.infer<typeof NotifyData>

/**
 * Retried for a few hours with increasing delays; then the job becomes a dead letter. The question stays in the inbox.
 */
export const notifyApprovalJob: JobKind<NotifyData> = {
  name: 'tell-approval',
  schema: NotifyData,
  concurrency: 8,
  retryLimit: 12,
  retryDelayMaxSeconds: 3_600,
  expireInSeconds: 60,
}

/** Queues the notification in the transaction that stores the question. */
export async function queueNotification(
  tx: Transaction,
  system: Pick<System, 'jobs'>,
  wait: Pick<typeof waits.$inferSelect, 'id' | 'workspaceId' | 'request'>,
): Promise<void> {
  const { id, workspaceId, request } = wait
  if (request.kind !== 'approval' || !request.webhookUrl) return
  await system.jobs.send(notifyApprovalJob, { waitId: id, workspaceId }, { key: id, group: workspaceId, tx })
}

/** Sends the question to its webhook. The receiver may get it twice, with the same delivery id. */
export async function notifyApproval(system: System, data: NotifyData, signal: AbortSignal): Promise<void> {
  const found = await findPendingInput(system.db, data).catch((error: unknown) => {
    if (AppError.isInstance(error) && error.code === 'NOT_FOUND') return null
    throw error
  })
  const url = found?.request.webhookUrl
  if (!found || !url || found.wait.status !== 'waiting') return
  const { id, appId, workspaceId } = found.wait
  const post = { url, deliveryId: id, appId, workspaceId, value: messageOf(system, found) }
  await postSigned(system, post, signal).catch(async (error: unknown) => {
    if (!AppError.isInstance(error) || error.code !== 'CREDENTIAL_MISSING') throw error
    // Retrying would not help: somebody has to create the missing secret.
    await raiseAlert(system.db, {
      workspaceId,
      kind: 'credential-missing',
      key: `callback:${appId}`,
      title: problem('alerts.noCallbackSecret', { app: found.appName }),
      message: problem('alerts.questionUnsigned'),
      link: `/inbox?approval=${id}`,
    })
  })
}

function messageOf(system: System, found: FoundPendingInput) {
  const { wait, request, appName } = found
  return {
    type: 'approval.requested',
    id: wait.id,
    title: request.title,
    message: request.message,
    app: { id: wait.appId, name: appName },
    run: { id: wait.runId },
    link: requestUrl(system, found, new Date()),
    dueAt: wait.dueAt?.toISOString() ?? null,
  }
}
