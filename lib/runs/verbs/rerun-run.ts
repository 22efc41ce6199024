import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { rerunRun as rerunRunContract } from '@/lib/contracts/runs'
import { AppError } from '@/lib/core/app-error'
import { runs } from '@/lib/db/schema/runs'
import { seedForRerun } from '@/lib/engine/seed'
import type { Graph } from '@/lib/graph/graph'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { notFound, requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { graphOfRun } from '../graph-of-run'
import type { RunRow } from '../insert-run'
import { planOf } from '../plan-cache'
import { readEvents, storedEvents } from '../read-events'
import { findWhereItFailed } from '../rerun'
import { type StartRun, startRun } from '../start-run'
import { toSse } from './stream-run'

export const rerunRun: Verb<typeof rerunRunContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const run = await getWholeRun(ctx, params.runId)
  // An app in the bin runs no more.
  const app = await getAppRow(ctx.db, ctx.workspace.id, run.appId)
  const events = (await storedEvents(ctx.db, run.id)).map(({ event }) => event)
  // Other inputs change what every step after them gets, so nothing can be taken over.
  const nodeId = body.inputs ? null : (body.fromNodeId ?? findWhereItFailed(events))
  const request: StartRun = {
    system: ctx.system,
    workspaceId: run.workspaceId,
    appId: run.appId,
    ...(await whatToRun(ctx, run, body.useDraft ? app.draft : null)),
    origin: 'studio',
    inputs: body.inputs ?? run.inputs,
    history: run.history,
    durability: run.durability,
    source: { runId: run.id, nodeId },
    environment: run.environment ?? undefined,
    // A shadow stays one: it changes nothing the second time either.
    shadowOf: run.shadowOf ?? undefined,
    ...(ctx.actor.kind === 'user' ? { startedBy: ctx.actor.userId } : {}),
  }
  const plan = planOf(request.graph, request.version?.id ?? null)
  const { runId } = await startRun(request, seedForRerun(events, plan, nodeId))
  return { runId, events: (signal) => toSse(readEvents(ctx.system, runId, 0, signal)) }
}

async function getWholeRun(ctx: ServiceContext, runId: string): Promise<RunRow> {
  const [row] = await ctx.db
    .select()
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('run')
  return row
}

async function whatToRun(
  ctx: ServiceContext,
  run: RunRow,
  draft: Graph | null,
): Promise<Pick<StartRun, 'graph' | 'version'>> {
  if (draft) return { graph: draft, version: null }
  const graph = await graphOfRun(ctx.db, run)
  if (!graph) throw new AppError('NOT_FOUND', 'The version that this run was made with is gone. Run the draft instead.')
  const version = run.versionId === null ? null : { id: run.versionId, number: run.versionNumber ?? 0 }
  return { graph, version }
}
