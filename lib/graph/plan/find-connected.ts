import type { GraphView } from '../graph-view'

/**
 * Ids of the nodes that edges or references connect to a start node, in either direction. They include nodes
 * without inputs that feed the answer, and the inside of containers. Null without a start node.
 */
export function findConnected(view: GraphView): Set<string> | null {
  const starts = view.nodes.filter(({ manifest }) => manifest.role === 'start').map(({ node }) => node.id)
  if (starts.length === 0) return null
  const neighbors = new Map<string, string[]>(view.nodes.map(({ node }) => [node.id, []]))
  const connect = (a: string, b: string) => {
    neighbors.get(a)?.push(b)
    neighbors.get(b)?.push(a)
  }
  for (const { from, to } of view.edges) connect(from.node.id, to.node.id)
  for (const { node, parent, references } of view.nodes) {
    if (parent) connect(parent.node.id, node.id)
    for (const { reference } of references) if (reference.path.length > 1) connect(reference.path[0] ?? '', node.id)
  }
  const connected = new Set(starts)
  const pending = [...starts]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const next of neighbors.get(id) ?? []) {
      if (connected.has(next)) continue
      connected.add(next)
      pending.push(next)
    }
  }
  return connected
}
