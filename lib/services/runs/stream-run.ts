import 'server-only'
import type {
  cancelRun as cancelRunContract,
  startRun as startRunContract,
  streamRun as streamRunContract,
} from '@/lib/contracts/runs'
import { AppError } from '@/lib/core/app-error'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { requireRole, type Verb } from '@/lib/services/context'
import { requireOpenRun, whileOpen } from '@/lib/services/knowledge/closed-runs'
import { withFiles } from '../app-files/run-files'
import { acceptedInputsOf } from '../apps/input-fields'
import { getRunRow } from './list-runs'
import { rejectEmptyMessage } from './reject-empty-message'

export const startRun: Verb<typeof startRunContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  rejectEmptyMessage(app.draft, body.inputs)
  const request = {
    app: { appId: app.id, workspaceId: ctx.workspace.id, ...acceptedInputsOf(app.draft) },
    endUser: null,
  }
  const { runId } = await ctx.system.runs.start({
    workspaceId: ctx.workspace.id,
    appId: app.id,
    graph: app.draft,
    version: null,
    origin: 'studio',
    inputs: await withFiles(ctx.db, { ...request, inputs: body.inputs }),
    history: body.history,
    thread: body.thread,
    usePinned: body.usePins,
    ...(ctx.actor.kind === 'user' ? { startedBy: ctx.actor.userId } : {}),
  })
  return { runId, events: (signal) => toSse(whileOpen(ctx, ctx.system.runs.follow(runId, 0, signal))) }
}

export const streamRun: Verb<typeof streamRunContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const run = await getRunRow(ctx, params.runId)
  await requireOpenRun(ctx, run.id)
  const afterSeq = Number(ctx.headers.get('last-event-id') ?? 0)
  if (!Number.isInteger(afterSeq) || afterSeq < 0)
    throw new AppError('INVALID_INPUT', problem('runs.lastEventIdInvalid'))
  return {
    runId: run.id,
    events: (signal) => toSse(whileOpen(ctx, ctx.system.runs.follow(run.id, afterSeq, signal))),
  }
}

/** Cancelling a run that has ended changes nothing. */
export const cancelRun: Verb<typeof cancelRunContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'runner')
  const run = await getRunRow(ctx, params.runId)
  await ctx.system.runs.cancel({ runId: run.id, workspaceId: ctx.workspace.id })
  return { ok: true }
}

export async function* toSse(events: AsyncIterable<StoredRunEvent>) {
  for await (const { seq, event } of events) yield { id: String(seq), event: event.type, data: event }
}
