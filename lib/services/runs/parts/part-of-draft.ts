import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { diffGraphs } from '@/lib/graph/diff/diff'
import type { Graph } from '@/lib/graph/graph'
import { findStale, indexPlaces } from '@/lib/graph/partial/find-stale'
import { type PartKind, type PartPlan, planPart } from '@/lib/graph/partial/plan-part'
import type { Plan } from '@/lib/graph/plan'
import { problem } from '@/lib/messages/problems/problem'
import { compilePlan } from '../compile-plan'
import { graphOfRun } from '../graph-of-run'
import { type RecentResults, recentResults } from './recent-results'

export interface PartOfDraft {
  part: PartPlan
  /** Reused results of nodes that the draft has changed since. */
  outdated: string[]
  recent: RecentResults
  /** Whether the app's inputs are used. */
  readsInputs: boolean
}

interface PartRequest {
  app: { id: string; workspaceId: string; draft: Graph }
  kind: PartKind
  nodeId: string
  runMissing: boolean
  runOutdated: boolean
}

/** @throws INVALID_GRAPH, INVALID_INPUT for a node that is not a step of the draft */
export async function partOfDraft(db: Database, request: PartRequest): Promise<PartOfDraft> {
  const { app, kind, nodeId, runMissing, runOutdated } = request
  const plan = compilePlan(app.draft)
  const recent = await recentResults(db, { workspaceId: app.workspaceId, appId: app.id })
  const stale = await findOutdated(db, app.draft, plan, recent)
  const reusableIds = new Set([...recent.values.keys()].filter((id) => !(runOutdated && stale.has(id))))
  const part = planPart(plan, { kind, nodeId, known: reusableIds, runMissing: runMissing || runOutdated })
  if (!part) throw new AppError('INVALID_INPUT', problem('runs.nodeNotRunnable'))
  const start = plan.start === null ? undefined : plan.nodes[plan.start]?.id
  return {
    part,
    outdated: part.reused.filter((id) => stale.has(id)),
    recent,
    readsInputs: start !== undefined && part.runs.includes(start),
  }
}

/** Steps whose last result came from other settings or edges than they, or their predecessors, have now. */
async function findOutdated(db: Database, draft: Graph, plan: Plan, { values }: RecentResults): Promise<Set<string>> {
  const places = indexPlaces(plan)
  const outdated = new Set<string>()
  const byRun = Map.groupBy(values, ([, { run }]) => run)
  for (const [run, entries] of byRun) {
    const graph = await graphOfRun(db, run)
    const stale = graph ? findStale(places, changedNodes(graph, draft)) : null
    for (const [id] of entries) if (!stale || stale.has(id)) outdated.add(id)
  }
  return outdated
}

function changedNodes(before: Graph, after: Graph): string[] {
  const { nodes, edges } = diffGraphs(before, after)
  const relevantFields = new Set(['type', 'version', 'config', 'parent', 'disabled', 'policy', 'sources'])
  return [
    ...nodes.changed
      .filter(({ fields }) => fields.some((field) => relevantFields.has(field)))
      .map(({ after: { id } }) => id),
    ...nodes.added.map(({ id }) => id),
    ...[...edges.added, ...edges.removed].map(({ to }) => to.node),
  ]
}
