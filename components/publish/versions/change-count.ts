import type { GraphDiff } from '@/lib/graph/diff/diff'

/** How many lines a list of the changes has: one a node, and one for all connections. */
export function changeCount({ nodes, edges }: GraphDiff): number {
  const connections = edges.added.length + edges.removed.length > 0 ? 1 : 0
  return nodes.added.length + nodes.changed.length + nodes.removed.length + connections
}
