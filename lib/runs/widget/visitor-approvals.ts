import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import { problem } from '@/lib/messages/problems/problem'
import { findPendingInputs } from '@/lib/services/approvals/find-pending-input'
import { giveAnswer } from '@/lib/services/approvals/submit-answer'
import type { System } from '@/lib/services/system'
import { isPublicIn } from '../public/find-run'
import type { Asker, VisitorBackend } from './visitor-types'

const forVisitor = sql`(${waits.request}->>'byVisitor')::boolean`

const isOfTheirRun = ({ app, endUser }: Asker) =>
  and(isPublicIn(app), endUser === null ? undefined : eq(runs.endUser, endUser))

/** Approvals that a node addresses to the visitor who started the run. All others are for members. */
export function visitorApprovals(system: System): Pick<VisitorBackend, 'visitorApprovals' | 'answerAsVisitor'> {
  return {
    visitorApprovals: async ({ app, endUser, ...named }) => {
      const found = await findPendingInputs(system.db, app.workspaceId, {
        where: and(
          eq(waits.appId, app.appId),
          'runId' in named ? eq(waits.runId, named.runId) : eq(waits.id, named.waitId),
          eq(waits.status, 'waiting'),
          isOfTheirRun({ app, endUser }),
          forVisitor,
        ),
        limit: 5,
      })
      return found.map(({ wait: { id, dueAt }, request: { title, message, fields } }) => ({
        id,
        title,
        message,
        dueAt: dueAt?.toISOString() ?? null,
        fields: fields.map((field) => ({ ...field, label: field.label || field.name })),
      }))
    },
    answerAsVisitor: async ({ app, endUser, waitId, body }) => {
      const [found] = await findPendingInputs(system.db, app.workspaceId, {
        where: and(eq(waits.id, waitId), eq(waits.appId, app.appId), isOfTheirRun({ app, endUser }), forVisitor),
      })
      if (!found) throw new AppError('NOT_FOUND', problem('approvals.missing'))
      return giveAnswer(system, { found, body, by: 'visitor', actor: { kind: 'system' }, now: new Date() })
    },
  }
}
