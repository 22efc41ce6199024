import type { GraphView } from './graph-view'

export interface DependencyEdge {
  from: string
  to: string
}

/** Who must come before whom, by flow edges, bind edges and references alike. */
export function dependencyEdges(view: GraphView): DependencyEdge[] {
  const edges = view.edges.map(({ edge }) => ({ from: edge.from.node, to: edge.to.node }))
  for (const { node, references } of view.nodes) {
    for (const { reference } of references) {
      const target = reference.path.length > 1 ? reference.path[0] : undefined
      if (target !== undefined && target !== node.id && view.viewById.has(target))
        edges.push({ from: target, to: node.id })
    }
  }
  return edges
}
