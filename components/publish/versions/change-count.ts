import type { GraphDiff } from '@/lib/graph/diff/diff'

/** Number of lines in a change list: one per node, and one for all edges. */
export function changeCount({ nodes, edges }: GraphDiff): number {
  const connections = edges.added.length + edges.removed.length > 0 ? 1 : 0
  return nodes.added.length + nodes.changed.length + nodes.removed.length + connections
}
