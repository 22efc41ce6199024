import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { PublicApproval } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { apiKeys } from '@/lib/db/schema/apps'
import { waits } from '@/lib/db/schema/waits'
import type { System } from '@/lib/services/system'
import type { PublicBackend } from '../public-backend-types'
import { type FoundWait, getFoundWait } from './find-wait'
import { giveAnswer } from './give-answer'
import { findWaitPage } from './list-found-waits'
import { isForNamedPeople } from './may-answer'
import { toFieldViews } from './wait-view'

/** Runs of the draft are the studio's own: a key is for what is published. */
const ofPublishedRun = sql`exists (select 1 from runs r where r.id = ${waits.runId} and r.version_id is not null)`

/** What programs may do with the questions of their app. */
export function publicApprovals(system: System): Pick<PublicBackend, 'listApprovals' | 'answerApproval'> {
  return {
    listApprovals: async ({ app, status, cursor, limit }) => {
      const where = and(eq(waits.appId, app.appId), ofPublishedRun)
      const page = await findWaitPage(system.db, app.workspaceId, { where, status, sort: 'newest', cursor, limit })
      return { approvals: page.found.map(toPublicApproval), nextCursor: page.nextCursor }
    },
    answerApproval: async ({ app, key, waitId, body }) => {
      const found = await getFoundWait(system.db, { workspaceId: app.workspaceId, appId: app.appId, waitId })
      const [own] = await system.db
        .select({ id: waits.id })
        .from(waits)
        .where(and(eq(waits.id, waitId), eq(waits.workspaceId, app.workspaceId), ofPublishedRun))
      if (!own) throw new AppError('NOT_FOUND', 'There is no such approval.')
      // A key is nobody: it can't be the right person.
      if (isForNamedPeople(found.request))
        throw new AppError(
          'CONFLICT',
          'Only certain people may answer this, so an API key cannot: keys answer questions without assignees that need no second person.',
        )
      const by = await nameOfKey(system, app.workspaceId, key.keyId)
      return giveAnswer(system, { found, body, by, actor: { kind: 'system' }, now: new Date() })
    },
  }
}

function toPublicApproval({ wait, request, answer }: FoundWait): PublicApproval {
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
