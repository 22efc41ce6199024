import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { PublicApproval } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { apiKeys } from '@/lib/db/schema/apps'
import { waits } from '@/lib/db/schema/waits'
import { problem } from '@/lib/messages/problems/problem'
import { type FoundPendingInput, findPendingInputs } from '@/lib/services/approvals/find-pending-input'
import { findPendingInputPage } from '@/lib/services/approvals/list-pending-inputs'
import { isForNamedPeople } from '@/lib/services/approvals/may-answer'
import { toFieldViews } from '@/lib/services/approvals/pending-input-view'
import { giveAnswer } from '@/lib/services/approvals/submit-answer'
import { notFound } from '@/lib/services/context'
import type { System } from '@/lib/services/system'
import { isPublicIn } from './find-run'
import type { PublicBackend } from './types'

/** The approvals API for API keys: the approvals of their app in their environment. */
export function publicApprovals(system: System): Pick<PublicBackend, 'listApprovals' | 'answerApproval'> {
  return {
    listApprovals: async ({ app, status, cursor, limit }) => {
      const ofApp = and(eq(waits.appId, app.appId), isPublicIn(app))
      const page = await findPendingInputPage(system.db, app.workspaceId, {
        where: ofApp,
        status,
        sort: 'newest',
        cursor,
        limit,
      })
      return { approvals: page.found.map(toPublicApproval), nextCursor: page.nextCursor }
    },
    answerApproval: async ({ app, key, waitId, body }) => {
      const ofWait = and(eq(waits.id, waitId), eq(waits.appId, app.appId), isPublicIn(app))
      const [found] = await findPendingInputs(system.db, app.workspaceId, { where: ofWait })
      if (!found) throw notFound('missing.approval')
      // An API key is not a person, so it cannot be one of the named approvers.
      if (isForNamedPeople(found.request)) throw new AppError('CONFLICT', problem('approvals.notForKeys'))
      const keyName = await nameOfKey(system, app.workspaceId, key.keyId)
      return giveAnswer(system, { found, body, by: keyName, actor: { kind: 'system' }, now: new Date() })
    },
  }
}

function toPublicApproval({ wait, request, answer }: FoundPendingInput): PublicApproval {
  return {
    id: wait.id,
    runId: wait.runId,
    status: wait.status,
    title: request.title,
    message: request.message,
    context: request.context,
    fields: toFieldViews(request.fields),
    byKey: !isForNamedPeople(request),
    createdAt: wait.createdAt.toISOString(),
    dueAt: wait.dueAt?.toISOString() ?? null,
    onDue: request.onDue,
    answer,
  }
}

async function nameOfKey({ db }: System, workspaceId: string, keyId: string): Promise<string> {
  const [key] = await db
    .select({ name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, keyId), eq(apiKeys.workspaceId, workspaceId)))
  return `API key ${key?.name ?? ''}`.trim()
}
