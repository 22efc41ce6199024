import type { Graph, PortRef } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { dependencyEdges } from '@/lib/graph/plan/dependency-edges'
import { newEdgeId } from '../state/node-ids'
import { shapeOf } from './container-shape'
import { type WrapResult, wrapNodes } from './wrap-nodes'

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

/**
 * Wraps the cycle that an edge would close in a Loop. The value that would go back becomes the next state, and the input
 * that would receive it reads the state, which starts with its current value.
 */
export function wrapCycle(graph: Graph, manifests: ManifestLookup, from: PortRef, to: PortRef): WrapResult {
  const result = wrapNodes(graph, manifests, nodesOfCycle(graph, manifests, from.node, to.node), 'loop')
  if (!result.ok) return result
  const container = result.graph.nodes.find(({ id }) => id === result.id)
  const shape = container && shapeOf(container, manifests)
  if (!shape) return result
  const { id } = result
  const isAt = (end: PortRef, node: string, port: string) => end.node === node && end.port === port
  const entering = graph.edges.find((edge) => isAt(edge.to, to.node, to.port))?.from
  const kept = result.graph.edges.filter(
    (edge) =>
      !isAt(edge.to, to.node, to.port) &&
      !isAt(edge.to, id, shape.innerInput) &&
      !(entering && isAt(edge.to, id, shape.input)),
  )
  const used = new Set(kept.map((edge) => edge.id))
  const added = [
    ...(entering ? [{ from: entering, to: { node: id, port: shape.input } }] : []),
    { from: { node: id, port: shape.innerOutput }, to },
    { from, to: { node: id, port: shape.innerInput } },
  ].map((ends) => {
    const edgeId = newEdgeId(used)
    used.add(edgeId)
    return { id: edgeId, ...ends }
  })
  return { ...result, graph: { ...result.graph, edges: [...kept, ...added] } }
}
