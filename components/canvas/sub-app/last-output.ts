import type { GraphView } from '@/lib/graph/graph-view'
import { isCapabilityKind } from '@/lib/graph/ports'
import type { Crossing } from './crossings'

/** The output of the last selected node, used when no other node reads an output of the selection. */
export function lastOutput(view: GraphView, innerIds: ReadonlySet<string>): Crossing[] {
  const tops = view.nodes.filter(
    ({ node, parent }) => innerIds.has(node.id) && !(parent && innerIds.has(parent.node.id)),
  )
  for (const sourceNode of tops.toReversed()) {
    const port = sourceNode.ports.outputs.find(({ kind }) => !isCapabilityKind(kind))
    if (port)
      return [{ source: { node: sourceNode.node.id, port: port.id }, port, sourceNode, edges: [], isNeeded: false }]
  }
  return []
}
