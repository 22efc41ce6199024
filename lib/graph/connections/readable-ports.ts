import type { GraphView, NodeView } from '../graph-view'
import { dependencyEdges } from '../plan/dependency-edges'
import { isCapabilityKind, type Port } from '../ports'
import { liftTo, outputsSeenFrom } from '../scopes'

export interface ReadableNode {
  source: NodeView
  /** For a container around the reader: its inner outputs, such as the item. */
  ports: Port[]
  /** Whether the reader, or a container around it, already waits for this node. */
  comesBefore: boolean
}

/**
 * Values that a node may reference: those of nodes beside it and beside its containers, unless they depend on
 * it, and the items of these containers.
 */
export function readablePorts(view: GraphView, readerId: string): ReadableNode[] {
  const reader = view.viewById.get(readerId)
  if (!reader) return []
  const ancestors = new Set<NodeView>()
  for (let node: NodeView | null = reader; node; node = node.parent) ancestors.add(node)
  const edges = dependencyEdges(view)
  const ids = [...ancestors].map(({ node }) => node.id)
  const before = reach(groupNext(edges.map(({ from, to }) => [to, from])), ids)
  const after = reach(groupNext(edges.map(({ from, to }) => [from, to])), ids)
  const found = view.nodes.flatMap((source): ReadableNode[] => {
    const isAround = ancestors.has(source)
    const isVisible = source !== reader && source.manifest.role !== 'note' && liftTo(reader, source.parent) !== null
    if (!isVisible || (!isAround && after.has(source.node.id))) return []
    const ports = outputsSeenFrom(reader, source).filter((port) => !isCapabilityKind(port.kind))
    return ports.length === 0 ? [] : [{ source, ports, comesBefore: isAround || before.has(source.node.id) }]
  })
  return found.toSorted((a, b) => Number(b.comesBefore) - Number(a.comesBefore))
}

function groupNext(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const next = new Map<string, string[]>()
  for (const [from, to] of pairs) {
    const list = next.get(from)
    if (list) list.push(to)
    else next.set(from, [to])
  }
  return next
}

function reach(next: ReadonlyMap<string, string[]>, starts: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const pending = [...starts]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const step of next.get(id) ?? []) {
      if (seen.has(step)) continue
      seen.add(step)
      pending.push(step)
    }
  }
  return seen
}
