import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import type { System } from '@/lib/services/system'
import { findWaits } from '../approvals/find-wait'
import { giveAnswer } from '../approvals/give-answer'
import type { VisitorBackend } from './visitor-types'

const forVisitor = sql`(${waits.request}->>'byVisitor')::boolean`

/** Questions that a run puts to the visitor who started it, by the node's own setting; all others wait for a member. */
export function visitorApprovals(system: System): Pick<VisitorBackend, 'visitorApprovals' | 'answerAsVisitor'> {
  return {
    visitorApprovals: async ({ app, endUser, runId }) => {
      const found = await findWaits(system.db, app.workspaceId, {
        where: and(
          eq(waits.appId, app.appId),
          eq(waits.runId, runId),
          eq(waits.status, 'waiting'),
          eq(runs.endUser, endUser),
          forVisitor,
        ),
        limit: 5,
      })
      return found.map(({ wait: { id }, request: { title, message, fields } }) => ({
        ...{ id, title, message },
        fields: fields.map((field) => ({ ...field, label: field.label || field.name })),
      }))
    },
    answerAsVisitor: async ({ app, endUser, waitId, body }) => {
      const [found] = await findWaits(system.db, app.workspaceId, {
        where: and(eq(waits.id, waitId), eq(waits.appId, app.appId), eq(runs.endUser, endUser), forVisitor),
      })
      if (!found) throw new AppError('NOT_FOUND', 'There is no such question.')
      return giveAnswer(system, { found, body, by: 'visitor', actor: { kind: 'system' }, now: new Date() })
    },
  }
}
