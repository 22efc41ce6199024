import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

/** Several flow edges on a port are fine (the first live one wins); several capabilities on a single port are not. */
export function findOverfilledPorts({ nodes, edgesTo }: GraphView): GraphIssue[] {
  return nodes.flatMap(({ node, ports }): GraphIssue[] => {
    const binds = (edgesTo.get(node.id) ?? []).filter((edge) => edge.isBind)
    return ports.inputs
      .filter((port) => !port.many && binds.filter((edge) => edge.toPort.id === port.id).length > 1)
      .map((port) => ({
        code: 'TOO_MANY_SOURCES',
        severity: 'error',
        ...textRef('graph.tooManySources', { port: port.label, node: node.label }),
        nodeId: node.id,
        path: port.id,
      }))
  })
}
