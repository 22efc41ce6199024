import { migrateGraph } from '../format/migrate-graph'
import type { Graph } from '../graph'
import { type GraphView, viewGraph } from '../graph-view'
import type { GraphIssue } from '../issue'
import type { ManifestLookup } from '../manifest'
import { findForbiddenHosts } from '../rules/find-forbidden-hosts'
import { findForbiddenModels } from '../rules/find-forbidden-models'
import type { ModelRules } from './model-rules'

/** Uses in a graph that the workspace's policy forbids: models, and in private mode hosts. */
export function findForbidden(view: GraphView, models: ModelRules): GraphIssue[] {
  return [...findForbiddenModels(view, models), ...findForbiddenHosts(view, models.policy)]
}

/** What the policy forbids in a stored graph, without other checks. */
export function findForbiddenIn(graph: Graph, manifests: ManifestLookup, models: ModelRules): GraphIssue[] {
  return findForbidden(viewGraph(migrateGraph(graph, manifests), manifests), models)
}
