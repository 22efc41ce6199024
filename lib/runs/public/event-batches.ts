import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { deferred } from '@/lib/core/iterables/deferred-iterable'
import type { Database } from '@/lib/db/database'
import { processes, runs } from '@/lib/db/schema/runs'
import type { Plan } from '@/lib/graph/plan'
import { problem } from '@/lib/messages/problems/problem'
import type { RunRow } from '@/lib/services/runs/run-row'
import { usageOf } from '@/lib/services/runs/to-public-run'
import type { System } from '@/lib/services/system'
import { type ActiveRun, activeRuns } from '../log/active-runs'
import { readEventBatches } from '../log/read-events'
import { cachedPlan } from '../plan/plan-cache'
import { publicEnd, toPublicEvents } from './events'
import { isRunOf, planOfPublicRun, publicRunRow } from './find-run'
import { holdStaleText } from './hold-stale-text'
import type { PublicBackend } from './types'

/** A run's events for its callers, from memory and the log. */
export function publicEventBatches(system: System): PublicBackend['eventBatches'] {
  const { db } = system
  return ({ app, runId, afterSeq, holdsStaleText = false, requestId, signal }) => {
    const active = activeRuns().get(runId)
    const batchesOf = (row: RunRow, plan: Plan) => {
      const ended = () => {
        const known = endedRow(active)
        return known ? usageOf(known) : publicRunRow(db, { app, runId }).then((stored) => usageOf(stored ?? row))
      }
      // Read from the beginning, to recognize text that was already sent; only new text leaves.
      const batches = readEventBatches(system, runId, 0, signal, active)
      return toPublicEvents(batches, {
        plan,
        runId,
        requestId,
        sources: app.sources,
        usage: ended,
        afterSeq,
        showsReasoning: app.showReasoning ?? false,
      })
    }
    // Nearly all streams are of runs that just started here, which need no query.
    const driven = active?.run && isRunOf(app, active.run) ? active.run : null
    const cached = driven && cachedPlan(driven.versionId ?? '')
    if (driven && cached) return batchesOf(driven, cached)
    return deferred(async () => {
      const row = await publicRunRow(db, { app, runId })
      if (!row) throw new AppError('NOT_FOUND', problem('runs.missing'))
      const batches = batchesOf(row, await planOfPublicRun(db, app, row))
      return holdsStaleText ? holdStaleText(batches, () => runOwner(db, row), signal) : batches
    })
  }
}

/** The row of a run that ended here, with its totals. */
function endedRow(active: ActiveRun | undefined): RunRow | null {
  return active?.run && active.run.endedAt !== null ? active.run : null
}

/** @returns the process that drives the run and its last heartbeat, or null if no process does */
async function runOwner(
  db: Database,
  { id, workspaceId }: Pick<RunRow, 'id' | 'workspaceId'>,
): Promise<{ id: string; seenAtMs: number } | null> {
  const [found] = await db
    .select({ id: processes.id, seenAt: processes.seenAt })
    .from(runs)
    .innerJoin(processes, eq(processes.id, runs.owner))
    .where(and(eq(runs.id, id), eq(runs.workspaceId, workspaceId), eq(runs.status, 'running')))
  return found ? { id: found.id, seenAtMs: found.seenAt.getTime() } : null
}

/**
 * The end of a run, for non-streaming callers, if this process drives it from its beginning: reads its events
 * once, when it is complete.
 * @returns null if the run has paused or continues elsewhere, if only the tables have its totals, or if the
 * caller has disconnected
 */
export const runOutcome: PublicBackend['outcome'] = async ({ app, runId, requestId, onDisconnect }) => {
  const active = activeRuns().get(runId)
  if (!active?.run || !isRunOf(app, active.run)) return null
  await active.over(onDisconnect)
  const { run, events } = active
  const plan = cachedPlan(run.versionId ?? '')
  // The end is visible once it is stored.
  if (!plan || !active.isWhole(0)) return null
  // The usage of a successful run is only known here if it was stored in a batch.
  if (run.endedAt === null && events.at(-1)?.event.type === 'run-end') return null
  const showsReasoning = app.showReasoning ?? false
  return publicEnd(events, { plan, requestId, sources: app.sources, usage: usageOf(run), showsReasoning })
}
