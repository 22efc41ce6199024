import type { GraphView, NodeView } from '../graph-view'
import { isInside, liftTo } from '../scopes'

export interface DependencyEdge {
  from: string
  to: string
}

/**
 * Dependencies by flow edges, bind edges and references. Both ends are in the same scope: a
 * container depends on everything its inner nodes read from outside.
 */
export function dependencyEdges(view: GraphView): DependencyEdge[] {
  const edges: DependencyEdge[] = []
  const add = (from: NodeView, to: NodeView) => {
    if (isInside(to, from)) return
    const waiting = liftTo(to, from.parent)
    if (waiting && waiting !== from) edges.push({ from: from.node.id, to: waiting.node.id })
  }
  for (const { from, to, fromInner, toInner } of view.edges) if (!fromInner && !toInner) add(from, to)
  for (const reader of view.nodes) {
    for (const { reference } of reader.references) {
      const source = reference.path.length > 1 ? view.viewById.get(reference.path[0] ?? '') : undefined
      if (source) add(source, reader)
    }
  }
  return edges
}
