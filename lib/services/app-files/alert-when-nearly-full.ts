import 'server-only'
import { MAX_VISITOR_FILE_BYTES } from '@/lib/contracts/file-limits'
import type { Transaction } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import { sentByVisitorsBytes } from './file-quota'

const WARN_BYTES = 0.8 * MAX_VISITOR_FILE_BYTES

/** Alerts the workspace when the file just stored takes its visitors' files past four fifths of their share. */
export async function alertWhenNearlyFull(
  tx: Transaction,
  { workspaceId, appId, addedBytes }: { workspaceId: string; appId: string; addedBytes: number },
): Promise<void> {
  const used = await sentByVisitorsBytes(tx, workspaceId)
  if (used < WARN_BYTES || used - addedBytes >= WARN_BYTES) return
  await raiseAlert(tx, {
    workspaceId,
    kind: 'visitor-files',
    key: 'all',
    title: problem('alerts.visitorFilesNearlyFull'),
    message: problem('alerts.deleteVisitorFiles'),
    link: `/apps/${appId}/settings?tab=data`,
  })
}
