import 'server-only'
import { and, eq } from 'drizzle-orm'
import type {
  cancelRun as cancelRunContract,
  startRun as startRunContract,
  streamRun as streamRunContract,
} from '@/lib/contracts/runs'
import { AppError } from '@/lib/core/app-error'
import { runs, type StoredRunEvent } from '@/lib/db/schema/runs'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { requireRole, type Verb } from '@/lib/services/context'
import { activeRuns } from '../active-runs'
import { readEvents } from '../read-events'
import { startRun as start } from '../start-run'
import { getRunRow } from './list-runs'

export const startRun: Verb<typeof startRunContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { runId, active } = await start({
    system: ctx.system,
    workspaceId: ctx.workspace.id,
    appId: app.id,
    graph: app.draft,
    version: null,
    origin: 'studio',
    inputs: body.inputs,
    history: body.history,
    usePinned: body.usePins,
  })
  return { runId, events: (signal) => toSse(active.follow(0, signal)) }
}

export const streamRun: Verb<typeof streamRunContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const run = await getRunRow(ctx, params.runId)
  const afterSeq = Number(ctx.headers.get('last-event-id') ?? 0)
  if (!Number.isInteger(afterSeq) || afterSeq < 0)
    throw new AppError('INVALID_INPUT', 'Last-Event-ID must be a number.')
  return { runId: run.id, events: (signal) => toSse(readEvents(ctx.db, run.id, afterSeq, signal)) }
}

/** Stopping a run that has ended changes nothing. */
export const cancelRun: Verb<typeof cancelRunContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'runner')
  const run = await getRunRow(ctx, params.runId)
  const active = activeRuns().get(run.id)
  if (active) active.controller.abort(new AppError('CANCELLED', 'The run was stopped.'))
  else {
    await ctx.db
      .update(runs)
      .set({ status: 'cancelled', endedAt: ctx.now() })
      .where(and(eq(runs.id, run.id), eq(runs.workspaceId, ctx.workspace.id), eq(runs.status, 'running')))
  }
  return { ok: true }
}

async function* toSse(events: AsyncIterable<StoredRunEvent>) {
  for await (const { seq, event } of events) yield { id: String(seq), event: event.type, data: event }
}
