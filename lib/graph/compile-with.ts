import { migrateGraph } from './format/migrate-graph'
import type { Graph } from './graph'
import { viewGraph } from './graph-view'
import type { GraphIssue } from './issue'
import type { ManifestLookup } from './manifest'
import type { Plan } from './plan'
import { buildPlan } from './plan/build-plan'
import { findConnected } from './plan/find-connected'
import type { ModelRules } from './policy/model-rules'
import { validateView } from './validate'

export type Compiled = { ok: true; plan: Plan; warnings: GraphIssue[] } | { ok: false; issues: GraphIssue[] }

export interface CompileRequest {
  graph: Graph
  manifests: ManifestLookup
  /** If given, a model forbidden by the workspace's policy is an error. */
  models?: ModelRules | undefined
}

/**
 * Compiles a graph to a plan for the engine. Excludes disabled nodes, notes and nodes without a
 * connection to the start. Pure; the same in the browser and on the server.
 * @param hashOf a parameter because only stored plans need a hash, and the editor's first JavaScript lacks SHA-256
 */
export function compileWith(hashOf: (graph: Graph) => string, { graph, manifests, models }: CompileRequest): Compiled {
  const migrated = migrateGraph(graph, manifests)
  const view = viewGraph(migrated, manifests)
  const issues = validateView(view, models)
  if (issues.some((issue) => issue.severity === 'error')) return { ok: false, issues }
  const plan = buildPlan(view, findConnected(view) ?? new Set(), hashOf(migrated))
  return { ok: true, plan, warnings: issues }
}
