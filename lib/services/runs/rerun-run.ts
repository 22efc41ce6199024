import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { BodyOf } from '@/lib/contracts/contract'
import type { rerunRun as rerunRunContract } from '@/lib/contracts/runs'
import { AppError, raise } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { runs } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { seedForRerun } from '@/lib/engine/resume/seed'
import { canonicalJson } from '@/lib/graph/format/canonical'
import type { Graph } from '@/lib/graph/graph'
import { findReaders } from '@/lib/graph/partial/find-readers'
import type { Plan, PlanNode } from '@/lib/graph/plan'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { notFound, requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { requireOpenRun, whileOpen } from '@/lib/services/knowledge/closed-runs'
import { compilePlan } from './compile-plan'
import { findFailedStep } from './find-where-it-failed'
import { graphOfRun } from './graph-of-run'
import type { RunRow } from './run-row'
import type { StartRequest } from './start-request'
import { storedEvents } from './stored-events'
import { toSse } from './stream-run'

export const rerunRun: Verb<typeof rerunRunContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const run = await getWholeRun(ctx, params.runId)
  await requireOpenRun(ctx, run.id)
  // An app in the trash cannot run.
  const app = await getAppRow(ctx.db, ctx.workspace.id, run.appId)
  const events = (await storedEvents(ctx.db, run.id)).map(({ event }) => event)
  const planned = await planRerun(ctx, run, body.useDraft ? app.draft : null)
  const { graph, changed } = withConfigs(planned.graph, body.configs)
  // A version with changed settings is no longer that version, and changing settings requires an editor.
  if (changed.length > 0) requireRole(ctx, 'editor')
  const version = changed.length > 0 ? null : planned.version
  const plan = compilePlan(graph)
  const { from, onlyNodeId } = findBeginnings(body, { events, plan, inputs: run.inputs, changed })
  const request: StartRequest = {
    workspaceId: run.workspaceId,
    appId: run.appId,
    graph,
    version,
    origin: 'studio',
    inputs: body.inputs ?? run.inputs,
    history: run.history,
    // A rerun of a version must not change the conversation of an end user.
    thread: (version === null && run.thread) || undefined,
    durability: run.durability,
    source: { runId: run.id, nodeId: onlyNodeId ?? (from.length === 1 ? (from[0] ?? null) : null) },
    environment: run.environment ?? undefined,
    // A rerun of a shadow run has no side effects either.
    shadowOf: run.shadowOf ?? undefined,
    ...(ctx.actor.kind === 'user' ? { startedBy: ctx.actor.userId } : {}),
  }
  const { runId } = await ctx.system.runs.start(request, seedForRerun(events, plan, from, onlyNodeId))
  return { runId, events: (signal) => toSse(whileOpen(ctx, ctx.system.runs.follow(runId, 0, signal))) }
}

type Body = BodyOf<typeof rerunRunContract>

interface Beginnings {
  /** Steps that run again with all that depends on them; if empty, everything does. */
  from: string[]
  /** The start node, if it is known which of its values changed. */
  onlyNodeId?: string
}

function findBeginnings(
  { fromNodeId, inputs, useDraft }: Body,
  earlier: { events: readonly RunEvent[]; plan: Plan; inputs: JsonObject; changed: readonly string[] },
): Beginnings {
  const { plan, changed } = earlier
  // The draft may have changed anywhere, and changed inputs are not compared.
  if (inputs && useDraft) return { from: [] }
  const requested = [...(fromNodeId === null ? [] : [fromNodeId]), ...changed]
  const start = plan.start === null ? undefined : plan.nodes[plan.start]
  if (inputs && start) {
    const others = changedInputs(earlier.inputs, inputs)
    if (!isProvidedBy(others, start)) return { from: [...new Set([...requested, start.id])] }
    return {
      from: [...new Set([...requested, ...findReaders(plan, start.index, new Set(others))])],
      onlyNodeId: start.id,
    }
  }
  if (requested.length > 0 || inputs) return { from: requested }
  const failed = findFailedStep(earlier.events)
  return { from: failed === null ? [] : [failed] }
}

function changedInputs(before: JsonObject, after: JsonObject): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.filter((name) => canonicalJson(before[name] ?? null) !== canonicalJson(after[name] ?? null))
}

/** Attachments leave the start node in another form. */
const RESHAPED: ReadonlySet<string> = new Set(['images', 'documents', 'recordings', 'history'])

/** Whether each of these inputs leaves the start node only as the value of the same name. */
function isProvidedBy(names: readonly string[], { outputs }: PlanNode): boolean {
  const ports = new Set(outputs.map(({ id }) => id))
  return names.every((name) => ports.has(name) && !RESHAPED.has(name))
}

/** The graph with changed settings of some nodes; unchanged ones do not count. @throws NOT_FOUND */
function withConfigs(graph: Graph, configs: Body['configs']): { graph: Graph; changed: string[] } {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const changed = Object.entries(configs).filter(([id, config]) => {
    const node = byId.get(id) ?? raise('NOT_FOUND', problem('runs.nodeMissing'))
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
  if (!row) throw notFound('missing.run')
  return row
}

async function planRerun(
  ctx: ServiceContext,
  run: RunRow,
  draft: Graph | null,
): Promise<Pick<StartRequest, 'graph' | 'version'>> {
  if (draft) return { graph: draft, version: null }
  const graph = await graphOfRun(ctx.db, run)
  if (!graph) throw new AppError('NOT_FOUND', problem('runs.versionGoneRunDraft'))
  const version = run.versionId === null ? null : { id: run.versionId, number: run.versionNumber ?? 0 }
  return { graph, version }
}
