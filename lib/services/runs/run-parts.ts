import 'server-only'
import type { planRunPart as planContract, startRunPart as startContract } from '@/lib/contracts/runs'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { requireRole, type Verb } from '@/lib/services/context'
import { requireOpenRun, whileOpen } from '@/lib/services/knowledge/closed-runs'
import { withFiles } from '../app-files/run-files'
import { acceptedInputsOf } from '../apps/input-fields'
import { partOfDraft } from './parts/part-of-draft'
import { seedForPart } from './parts/recent-results'
import { rejectEmptyMessage } from './reject-empty-message'
import type { StartRequest } from './start-request'
import { toSse } from './stream-run'

export const planRunPart: Verb<typeof planContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const found = await partOfDraft(ctx.db, { app, ...body, runMissing: false, runOutdated: false })
  const { nodeId, runs, reused, pinned, missing } = found.part
  // Missing nodes would run with everything they need, perhaps from the very beginning.
  const complete =
    missing.length > 0 ? await partOfDraft(ctx.db, { app, ...body, runMissing: true, runOutdated: false }) : found
  const { outdated, recent } = found
  return { nodeId, runs, reused, pinned, missing, outdated, needsInputs: complete.readsInputs && recent.last === null }
}

export const startRunPart: Verb<typeof startContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { inputs, history, ...request } = body
  const { part: planned, recent, readsInputs } = await partOfDraft(ctx.db, { app, ...request })
  const { missing, ...part } = planned
  if (missing.length > 0) throw new AppError('CONFLICT', problem('runs.inputsUnknown', { count: missing.length }))
  const { last } = recent
  // A reused answer does not list its sources.
  const reusedRunIds = part.reused.flatMap((id) => recent.values.get(id)?.run.id ?? [])
  await requireOpenRun(ctx, ...reusedRunIds, ...(last && readsInputs && !inputs ? [last.id] : []))
  const input: Pick<StartRequest, 'inputs' | 'history'> = { inputs: last?.inputs ?? {}, history: last?.history ?? [] }
  if (readsInputs && inputs) {
    rejectEmptyMessage(app.draft, inputs)
    const taker = { appId: app.id, workspaceId: ctx.workspace.id, ...acceptedInputsOf(app.draft) }
    input.inputs = await withFiles(ctx.db, { app: taker, endUser: null, inputs })
    input.history = history
  } else if (readsInputs && !last) {
    throw new AppError('INVALID_INPUT', problem('runs.appInputsMissing'))
  }
  const { runId } = await ctx.system.runs.start(
    {
      workspaceId: ctx.workspace.id,
      appId: app.id,
      graph: app.draft,
      version: null,
      origin: 'studio',
      ...input,
      thread: last?.thread ?? undefined,
      usePinned: true,
      part,
      ...(last && part.reused.length > 0 ? { source: { runId: last.id, nodeId: part.nodeId } } : {}),
      ...(ctx.actor.kind === 'user' ? { startedBy: ctx.actor.userId } : {}),
    },
    seedForPart(part, recent),
  )
  return { runId, events: (signal) => toSse(whileOpen(ctx, ctx.system.runs.follow(runId, 0, signal))) }
}
