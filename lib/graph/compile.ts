import { buildPlanNodes } from './build-plan-nodes'
import { findConnected } from './find-connected'
import type { Graph } from './graph'
import { viewGraph } from './graph-view'
import { hashGraph } from './hash'
import type { GraphIssue } from './issue'
import type { ManifestLookup } from './manifest'
import { migrateGraph } from './migrate-graph'
import type { Plan } from './plan'
import { validate } from './validate'

export type Compiled = { ok: true; plan: Plan; warnings: GraphIssue[] } | { ok: false; issues: GraphIssue[] }

/**
 * Turns a drawing into what the engine runs. Disabled nodes, notes and nodes that nothing connects to the start
 * are left out. Pure, the same in the browser and on the server.
 */
export function compile({ graph, manifests }: { graph: Graph; manifests: ManifestLookup }): Compiled {
  const migrated = migrateGraph(graph, manifests)
  const issues = validate(migrated, manifests)
  if (issues.some((issue) => issue.severity === 'error')) return { ok: false, issues }
  const view = viewGraph(migrated, manifests)
  const nodes = buildPlanNodes(view, findConnected(view) ?? new Set())
  const steps = nodes.filter((node) => node.isStep)
  const plan: Plan = {
    hash: hashGraph(migrated),
    nodes,
    indexById: Object.fromEntries(nodes.map((node) => [node.id, node.index])),
    roots: steps.filter((node) => node.dependencies.length === 0).map((node) => node.index),
    start: steps.find((node) => node.role === 'start')?.index ?? null,
    answers: steps.filter((node) => node.role === 'answer').map((node) => node.index),
    container: null,
    results: [],
  }
  return { ok: true, plan, warnings: issues }
}
