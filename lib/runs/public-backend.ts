import 'server-only'
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { deferred } from '@/lib/core/deferred-iterable'
import { apps } from '@/lib/db/schema/apps'
import { runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import type { Plan } from '@/lib/graph/plan'
import { findKey } from '@/lib/services/keys/find-key'
import { touchKey } from '@/lib/services/keys/touch-key'
import { passageOf } from '@/lib/services/knowledge/search'
import type { System } from '@/lib/services/system'
import { liveAppCache } from '@/lib/services/versions/live-app-cache'
import { type ActiveRun, activeRuns } from './active-runs'
import { admittedStarts } from './admitted-starts'
import { appSpeech } from './app-speech'
import { publicApprovals } from './approvals/public-approvals'
import { visitorBatches } from './batches/visitor-batches'
import { cancelRun } from './cancel-run'
import { claimedRun } from './claimed-run'
import { publicConversations } from './conversations/public-conversations'
import { messageOf } from './conversations/turn-texts'
import { deleteRuns } from './delete-runs'
import { deleteBytes } from './files/made-files'
import { publicFiles } from './files/public-files'
import type { RunRow } from './insert-run'
import { findLiveApp, findLiveApps, liveGraph } from './live-apps'
import { cachedPlan, planOf } from './plan-cache'
import { programBackend } from './program-backend'
import type { PublicBackend, PublicKey, PublishedApp } from './public-backend-types'
import { quotedFlagOf, toPublicEvents } from './public-events'
import { publicFeedback } from './public-feedback'
import { publicModels } from './public-models'
import { publicRunList } from './public-run-list'
import { publicStarts } from './public-starts'
import { readEventBatches, storedEvents } from './read-events'
import { isRunOf } from './run-of-app'
import { runOutcome } from './run-outcome'
import { toPublicRun, usageOf } from './to-public-run'
import { hasHook, receiveHook } from './triggers/receive-hook'
import { versionGraph } from './version-graph'
import { visitorBackend } from './widget/visitor-backend'

/** What the public faces ask of the studio. Every look-up names the app and its workspace. */
export function createPublicBackend(system: System): PublicBackend {
  const { db } = system
  const touched = (key: PublicKey | null) => {
    if (key) touchKey(db, key.keyId)?.catch(() => {})
    return key
  }
  const versionOf = async (app: PublishedApp, versionId: string | null) => {
    const graph = await versionGraph(db, { ...app, versionId: versionId ?? app.versionId })
    if (!graph) throw new AppError('NOT_FOUND', 'There is no such run.')
    return graph
  }
  const runRow = async (app: PublishedApp, runId: string): Promise<RunRow | null> => {
    // What this process drives it knows; its row may not be stored yet.
    const active = activeRuns().get(runId)?.run
    if (active) return isRunOf(app, active) ? active : null
    const [row] = await db
      .select()
      .from(runs)
      // Runs of the draft are the studio's own.
      .where(
        and(
          eq(runs.id, runId),
          eq(runs.appId, app.appId),
          eq(runs.workspaceId, app.workspaceId),
          isNotNull(runs.versionId),
          isNull(runs.shadowOf),
        ),
      )
    return row && isRunOf(app, row) ? row : null
  }
  const eventBatches: PublicBackend['eventBatches'] = ({ app, runId, afterSeq, requestId, signal }) => {
    const active = activeRuns().get(runId)
    const batchesOf = (row: RunRow, plan: Plan) => {
      const ended = () => {
        const known = endedRow(active)
        return known ? usageOf(known) : runRow(app, runId).then((stored) => usageOf(stored ?? row))
      }
      // Read from the beginning, so that the same text is recognised as sent before; only what is new leaves.
      const batches = readEventBatches(system, runId, 0, signal, active)
      return toPublicEvents(batches, { plan, runId, requestId, usage: ended, afterSeq })
    }
    // Nearly all streams are of runs that began here a moment ago, of which nothing must be looked for.
    const driven = active?.run && isRunOf(app, active.run) ? active.run : null
    const known = driven && cachedPlan(driven.versionId ?? '')
    if (driven && known) return batchesOf(driven, known)
    return deferred(async () => {
      const row = await runRow(app, runId)
      if (!row) throw new AppError('NOT_FOUND', 'There is no such run.')
      return batchesOf(row, planOf(await versionOf(app, row.versionId), row.versionId))
    })
  }
  return {
    findApp: (slug) => {
      const known = liveAppCache<PublishedApp | null>(db)
      return known.peek(slug) ?? known.get(slug, () => findLiveApp(db, slug))
    },
    authenticateKey: (bearer) => {
      const found = findKey(db, bearer)
      return found instanceof Promise ? found.then(touched) : touched(found)
    },
    listApps: ({ appIds, workspaceId, environment }) =>
      findLiveApps(db, and(inArray(apps.id, [...appIds]), eq(apps.workspaceId, workspaceId)), environment ?? undefined),
    programs: programBackend(system),
    ...publicModels(system),
    ...admittedStarts(system, publicStarts(system)),
    hasHook: (publicId) => hasHook(system, publicId),
    receiveHook: (delivery) => receiveHook(system, delivery),
    eventBatches,
    outcome: runOutcome,
    getRun: async ({ app, runId, requestId }) => {
      const row = await runRow(app, runId)
      if (!row) return null
      const run = {
        ...toPublicRun(row, requestId),
        endUser: row.endUser,
        note: row.callerNote ?? {},
        message: messageOf(row),
      }
      if (row.status !== 'succeeded') return run
      const graph = await versionOf(app, row.versionId)
      return { ...run, ...quotedFlagOf(planOf(graph, row.versionId), await storedEvents(db, runId)) }
    },
    givenOf: async ({ app, runId }) => {
      const row = await runRow(app, runId)
      if (!row) return null
      const { history, inputs, createdAt, endedAt } = row
      return { history, inputs, message: messageOf(row), createdAt, endedAt }
    },
    appOfRun: async ({ key, runId }) => {
      const [found] = await db
        .select({ appId: runs.appId, environment: runs.environment })
        .from(runs)
        .where(
          and(
            eq(runs.id, runId),
            eq(runs.workspaceId, key.workspaceId),
            isNotNull(runs.versionId),
            isNull(runs.shadowOf),
          ),
        )
      if (!found || !key.appIds.includes(found.appId)) return null
      if (key.environment !== null && key.environment !== (found.environment ?? 'production')) return null
      const isApp = and(eq(apps.id, found.appId), eq(apps.workspaceId, key.workspaceId))
      return (await findLiveApps(db, isApp, found.environment ?? undefined))[0] ?? null
    },
    claimedRun: ({ key, idempotencyKey }) => claimedRun(db, key, idempotencyKey),
    deleteRun: async ({ app, runId }) => {
      const row = await runRow(app, runId)
      if (!row) throw new AppError('NOT_FOUND', 'There is no such run.')
      if (row.endedAt === null) throw new AppError('CONFLICT', 'It is still going on. Cancel it first, or wait for it.')
      await deleteBytes(app.workspaceId, await db.transaction((tx) => deleteRuns(tx, app.workspaceId, [runId])))
    },
    cancel: async ({ app, runId }) => {
      if (await runRow(app, runId)) await cancelRun(system, { runId, workspaceId: app.workspaceId })
    },
    ...publicApprovals(system),
    ...publicFeedback(system),
    ...visitorBackend(system),
    ...publicConversations(system),
    ...publicFiles(system),
    ...publicRunList(system),
    ...appSpeech(system),
    batches: visitorBatches(system),
    getPassage: async ({ app, chunkId, start, end, viewer }) => {
      const graph = await liveGraph(db, app)
      const other = app.rollout ? await versionGraph(db, { ...app, versionId: app.rollout.versionId }) : null
      const knowledgeBaseIds = [graph, ...(other ? [other] : [])].flatMap(knowledgeBasesOf)
      const address = { workspaceId: app.workspaceId, chunkId, start, end, knowledgeBaseIds, viewer }
      const passage = await passageOf(db, address).catch((error: unknown) => {
        if (AppError.isInstance(error) && error.code === 'NOT_FOUND') return null
        throw error
      })
      if (!passage) return null
      const { documentName, headings, page, before, text, after } = passage
      return {
        documentName,
        headings,
        page,
        text: before + text + after,
        markStart: before.length,
        markEnd: before.length + text.length,
      }
    },
  }
}

/** The row of a run that ended here, with its totals. */
function endedRow(active: ActiveRun | undefined): RunRow | null {
  return active?.run && active.run.endedAt !== null ? active.run : null
}

function knowledgeBasesOf(graph: Graph): string[] {
  return graph.nodes.flatMap(({ config }) => {
    const id = config.knowledgeBaseId
    return typeof id === 'string' ? [id] : []
  })
}
