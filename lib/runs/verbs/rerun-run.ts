import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { BodyOf } from '@/lib/contracts/contract'
import type { rerunRun as rerunRunContract } from '@/lib/contracts/runs'
import { AppError, raise } from '@/lib/core/app-error'
import { runs } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { seedForRerun } from '@/lib/engine/seed'
import { canonicalJson } from '@/lib/graph/canonical'
import type { Graph } from '@/lib/graph/graph'
import type { Plan } from '@/lib/graph/plan'
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
  const what = await whatToRun(ctx, run, body.useDraft ? app.draft : null)
  const { graph, changed } = withConfigs(what.graph, body.configs)
  // A version is what was published: with other settings it is a drawing of its own, and changing it is for editors.
  if (changed.length > 0) requireRole(ctx, 'editor')
  const version = changed.length > 0 ? null : what.version
  const plan = planOf(graph, version?.id ?? null)
  const beginnings = whereToBegin(body, { events, plan, changed })
  const request: StartRun = {
    system: ctx.system,
    workspaceId: run.workspaceId,
    appId: run.appId,
    graph,
    version,
    origin: 'studio',
    inputs: body.inputs ?? run.inputs,
    history: run.history,
    durability: run.durability,
    source: { runId: run.id, nodeId: beginnings.length === 1 ? (beginnings[0] ?? null) : null },
    environment: run.environment ?? undefined,
    // A shadow stays one: it changes nothing the second time either.
    shadowOf: run.shadowOf ?? undefined,
    ...(ctx.actor.kind === 'user' ? { startedBy: ctx.actor.userId } : {}),
  }
  const { runId } = await startRun(request, seedForRerun(events, plan, beginnings))
  return { runId, events: (signal) => toSse(readEvents(ctx.system, runId, 0, signal)) }
}

type Body = BodyOf<typeof rerunRunContract>

/** Steps that run again with all that follows from them; none: everything does. */
function whereToBegin(
  { fromNodeId, inputs, useDraft }: Body,
  { events, plan, changed }: { events: readonly RunEvent[]; plan: Plan; changed: readonly string[] },
): string[] {
  // The draft may have changed anywhere, and with other inputs nobody has looked where.
  if (inputs && useDraft) return []
  const start = inputs && plan.start !== null ? [plan.nodes[plan.start]?.id ?? ''] : []
  const asked = [...(fromNodeId === null ? [] : [fromNodeId]), ...changed, ...start]
  if (asked.length > 0 || inputs) return [...new Set(asked)]
  const failed = findWhereItFailed(events)
  return failed === null ? [] : [failed]
}

/** The drawing with other settings of some nodes; those that are as they were do not count. @throws NOT_FOUND */
function withConfigs(graph: Graph, configs: Body['configs']): { graph: Graph; changed: string[] } {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const changed = Object.entries(configs).filter(([id, config]) => {
    const node = byId.get(id) ?? raise('NOT_FOUND', 'The drawing of this run has no such node.')
    return canonicalJson(node.config) !== canonicalJson(config)
  })
  const next = new Map(changed)
  const nodes = graph.nodes.map((node) => ({ ...node, config: next.get(node.id) ?? node.config }))
  return { graph: changed.length > 0 ? { ...graph, nodes } : graph, changed: [...next.keys()] }
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
