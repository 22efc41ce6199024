import type { Graph } from '@/lib/graph/graph'
import type { Nesting } from '../state/layout/nesting'

/** One row of the outline. Levels and positions start at 1, like `aria-level` and `aria-posinset`. */
export interface OutlineItem {
  id: string
  level: number
  position: number
  setSize: number
  hasChildren: boolean
  isExpanded: boolean
  parent: string | undefined
}

/** The graph as a tree in run order, with nested nodes below their container. */
export function outlineItems(graph: Graph, nesting: Nesting, closed: ReadonlySet<string>): OutlineItem[] {
  const rank = ranks(graph)
  const below = (parent: string | undefined, level: number): OutlineItem[] => {
    const nodes = nesting.childrenOf(parent).toSorted((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))
    return nodes.flatMap(({ id }, index) => {
      const hasChildren = nesting.childrenOf(id).length > 0
      const isExpanded = hasChildren && !closed.has(id)
      const item = { id, level, position: index + 1, setSize: nodes.length, hasChildren, isExpanded, parent }
      return [item, ...(isExpanded ? below(id, level + 1) : [])]
    })
  }
  return below(undefined, 1)
}

/** Topological order. Ties and cycles keep their order in the graph. */
function ranks(graph: Graph): ReadonlyMap<string, number> {
  const waitsFor = new Map(graph.nodes.map(({ id }) => [id, new Set<string>()]))
  for (const { from, to } of graph.edges) if (from.node !== to.node) waitsFor.get(to.node)?.add(from.node)
  const rank = new Map<string, number>()
  const visiting = new Set<string>()
  const visit = (id: string): void => {
    if (rank.has(id) || visiting.has(id)) return
    visiting.add(id)
    for (const earlier of waitsFor.get(id) ?? []) visit(earlier)
    rank.set(id, rank.size)
  }
  // Notes and unconnected nodes come last.
  const joined = new Set(graph.edges.flatMap(({ from, to }) => [from.node, to.node]))
  for (const { id } of graph.nodes) if (joined.has(id)) visit(id)
  for (const { id } of graph.nodes) visit(id)
  return rank
}
