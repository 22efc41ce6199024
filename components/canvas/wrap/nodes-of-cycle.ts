import type { Graph } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { dependencyEdges } from '@/lib/graph/plan/dependency-edges'

/** The nodes on the ways from the target of an edge to its source: the cycle that the edge would close. */
export function nodesOfCycle(graph: Graph, manifests: ManifestLookup, from: string, to: string): string[] {
  const edges = dependencyEdges(viewGraph(graph, manifests))
  const after = reach(to, edges)
  const before = reach(
    from,
    edges.map((edge) => ({ from: edge.to, to: edge.from })),
  )
  return after.has(from) ? [...after].filter((id) => before.has(id)) : []
}

function reach(start: string, edges: readonly { from: string; to: string }[]): Set<string> {
  const next = Map.groupBy(edges, (edge) => edge.from)
  const seen = new Set([start])
  for (const id of seen) for (const { to } of next.get(id) ?? []) seen.add(to)
  return seen
}
