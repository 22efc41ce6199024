import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { apps } from '@/lib/db/schema/apps'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { deleteBytes } from '@/lib/services/app-files/generated-files'
import { messageOf } from '@/lib/services/runs/message-texts'
import { lastStoredSeq, storedEvents } from '@/lib/services/runs/stored-events'
import { toPublicRun } from '@/lib/services/runs/to-public-run'
import type { System } from '@/lib/services/system'
import { findLiveApps } from '@/lib/services/versions/live-apps'
import { claimedRun } from '../admission/idempotency'
import { cancelRun } from '../drive/cancel-run'
import { deleteRuns } from '../maintenance/delete-runs'
import { answerFlagsOf } from './events'
import { isPublic, planOfPublicRun, publicRunRow } from './find-run'
import { runTexts } from './run-texts'
import type { RunBackend } from './run-types'

/** Access to runs after they were started, for permitted callers. */
export function publicRuns(system: System): RunBackend {
  const { db } = system
  return {
    getRun: async (request) => {
      const row = await publicRunRow(db, request)
      if (!row) return null
      const run = {
        ...toPublicRun(row, request.requestId, request.app.sources),
        endUser: row.endUser,
        note: row.callerNote ?? {},
        message: messageOf(row),
      }
      if (row.status !== 'succeeded') return run
      const plan = await planOfPublicRun(db, request.app, row)
      return { ...run, ...answerFlagsOf(plan, await storedEvents(db, row.id), request.app.showReasoning) }
    },
    lastSeq: async (request) => {
      const row = await publicRunRow(db, request)
      return row ? lastStoredSeq(db, row.id) : 0
    },
    inputOf: async (request) => {
      const row = await publicRunRow(db, request)
      if (!row) return null
      const { history, inputs, createdAt, endedAt } = row
      return { history, inputs, message: messageOf(row), createdAt, endedAt }
    },
    textsOf: runTexts(db),
    appOfRun: async ({ key, runId }) => {
      const [found] = await db
        .select({ appId: runs.appId, environment: runs.environment })
        .from(runs)
        .where(and(eq(runs.id, runId), eq(runs.workspaceId, key.workspaceId), isPublic()))
      if (!found || !key.appIds.includes(found.appId)) return null
      if (key.environment !== null && key.environment !== (found.environment ?? 'production')) return null
      const isApp = and(eq(apps.id, found.appId), eq(apps.workspaceId, key.workspaceId))
      return (await findLiveApps(db, isApp, found.environment ?? undefined))[0] ?? null
    },
    claimedRun: ({ key, idempotencyKey }) => claimedRun(db, key, idempotencyKey),
    deleteRun: async (request) => {
      const row = await publicRunRow(db, request)
      if (!row) throw new AppError('NOT_FOUND', problem('runs.missing'))
      if (row.endedAt === null) throw new AppError('CONFLICT', problem('runs.inProgress'))
      const { workspaceId } = request.app
      await deleteBytes(workspaceId, await db.transaction((tx) => deleteRuns(tx, workspaceId, [row.id])))
    },
    cancel: async (request) => {
      const row = await publicRunRow(db, request)
      if (row) await cancelRun(system, { runId: row.id, workspaceId: row.workspaceId })
    },
  }
}
