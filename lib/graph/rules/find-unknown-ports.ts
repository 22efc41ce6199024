import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphEdge } from '../graph'
import type { GraphView, NodeView } from '../graph-view'
import type { GraphIssue } from '../issue'
import type { Port } from '../ports'

export function findUnknownPorts({ graph, viewById }: GraphView): GraphIssue[] {
  return graph.edges.flatMap((edge) => [
    ...checkEnd(edge, 'outputs', viewById.get(edge.from.node), edge.from.port),
    ...checkEnd(edge, 'inputs', viewById.get(edge.to.node), edge.to.port),
  ])
}

function checkEnd(edge: GraphEdge, side: 'inputs' | 'outputs', node: NodeView | undefined, port: string): GraphIssue[] {
  if (!node || node.manifest.role === 'note' || portsOn(node, side).some((existing) => existing.id === port)) return []
  const { label, id } = node.node
  const isInput = side === 'inputs'
  const params = { node: label, port }
  const isOtherSide = portsOn(node, isInput ? 'outputs' : 'inputs').some((existing) => existing.id === port)
  return [
    {
      code: isOtherSide ? 'DIRECTION' : 'UNKNOWN_PORT',
      severity: 'error',
      ...(isOtherSide
        ? textRef(isInput ? 'graph.outputUsedAsInput' : 'graph.inputUsedAsOutput', params)
        : textRef(isInput ? 'graph.inputMissing' : 'graph.outputMissing', params)),
      nodeId: id,
      edgeId: edge.id,
      path: port,
    },
  ]
}

/** Outer ports, the control port and, for a container, inner ones. */
function portsOn({ ports }: NodeView, side: 'inputs' | 'outputs'): Port[] {
  const control = side === 'inputs' && ports.when ? [ports.when] : []
  return [...ports[side], ...control, ...(ports.inner?.[side] ?? [])]
}
