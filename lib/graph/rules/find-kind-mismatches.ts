import { textRef } from '@/lib/messages/problems/text-ref'
import { canConnect } from '../connections/compatible'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findKindMismatches({ edges }: GraphView): GraphIssue[] {
  return edges.flatMap(({ edge, from, to, fromPort, toPort }): GraphIssue[] => {
    const connectable = canConnect(fromPort, toPort)
    if (connectable.ok) return []
    const text = textRef('graph.kindMismatch', {
      output: fromPort.label,
      from: from.node.label,
      input: toPort.label,
      to: to.node.label,
      problem: connectable.reason,
    })
    return [{ code: 'KIND_MISMATCH', severity: 'error', ...text, nodeId: to.node.id, edgeId: edge.id, path: toPort.id }]
  })
}
