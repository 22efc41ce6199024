import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import { answerOf, messageOf } from '@/lib/services/runs/message-texts'
import { isPublicIn } from './find-run'
import type { RunBackend, RunTexts } from './run-types'

/** The messages of these runs. Unanswered runs and those of another app, environment or end user are absent. */
export const runTexts =
  (db: Database): RunBackend['textsOf'] =>
  async ({ app, endUser, runIds }) => {
    if (runIds.length === 0) return new Map<string, RunTexts>()
    const rows = await db
      .select({ id: runs.id, history: runs.history, inputs: runs.inputs, outputs: runs.outputs })
      .from(runs)
      .where(
        and(
          inArray(runs.id, [...runIds]),
          eq(runs.appId, app.appId),
          eq(runs.workspaceId, app.workspaceId),
          eq(runs.status, 'succeeded'),
          isPublicIn(app),
          endUser === null ? undefined : eq(runs.endUser, endUser),
        ),
      )
    return new Map(
      rows.map(({ id, history, inputs, outputs }) => [
        id,
        { turns: [...history, { role: 'user', content: messageOf({ inputs }) }], answer: answerOf(outputs ?? {}) },
      ]),
    )
  }
