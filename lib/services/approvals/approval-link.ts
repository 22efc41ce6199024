import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { problem } from '@/lib/messages/problems/problem'
import type { System } from '@/lib/services/system'
import { type FoundPendingInput, findPendingInput } from './find-pending-input'
import { isForNamedPeople } from './may-answer'

const DAY_SECONDS = 24 * 60 * 60
const OPEN_DAYS = 30
/** After its deadline a link still shows the result of the question for a few days. */
const DAYS_AFTER_DEADLINE = 7

const Payload = z.strictObject({ wait: Id, workspace: Id })

export interface ApprovalLink {
  url: string
  expiresAt: Date
}

export function approvalLink(
  system: Pick<System, 'approvalLinks' | 'appUrl'>,
  wait: { id: string; workspaceId: string; dueAt: Date | null },
  now: Date,
): ApprovalLink {
  const untilDeadline = wait.dueAt ? Math.max(0, (wait.dueAt.getTime() - now.getTime()) / 1000) : null
  const days = untilDeadline === null ? OPEN_DAYS : DAYS_AFTER_DEADLINE
  const ttlSeconds = Math.ceil((untilDeadline ?? 0) + days * DAY_SECONDS)
  const token = system.approvalLinks.sign({ wait: wait.id, workspace: wait.workspaceId }, ttlSeconds)
  const linkEnd = new Date(now.getTime() + ttlSeconds * 1000)
  return { url: `${system.appUrl}/approve/${token}`, expiresAt: wait.dueAt ?? linkEnd }
}

/** Page for a question that only certain people may answer. */
export const inboxUrl = (system: Pick<System, 'appUrl'>, waitId: string): string =>
  `${system.appUrl}/inbox?approval=${waitId}`

export function requestUrl(
  system: Pick<System, 'approvalLinks' | 'appUrl'>,
  found: FoundPendingInput,
  now: Date,
): string {
  if (isForNamedPeople(found.request)) return inboxUrl(system, found.wait.id)
  return approvalLink(system, found.wait, now).url
}

/** @throws NOT_FOUND alike for links that are forged, expired, issued for something else, or of a deleted question */
export async function openApprovalLink(system: System, token: string): Promise<FoundPendingInput> {
  try {
    const { wait, workspace } = system.approvalLinks.verify(token, Payload)
    return await findPendingInput(system.db, { workspaceId: workspace, waitId: wait })
  } catch (cause) {
    if (!AppError.isInstance(cause)) throw cause
    throw new AppError('NOT_FOUND', problem('approvals.linkInvalid'), { cause })
  }
}
