import { canConnect } from '../connections/compatible'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findKindMismatches({ edges }: GraphView): GraphIssue[] {
  return edges.flatMap(({ edge, from, to, fromPort, toPort }): GraphIssue[] => {
    const connectable = canConnect(fromPort, toPort)
    if (connectable.ok) return []
    const message = `“${fromPort.label}” of “${from.node.label}” does not fit “${toPort.label}” of “${to.node.label}”: ${connectable.reason}`
    return [{ code: 'KIND_MISMATCH', severity: 'error', message, nodeId: to.node.id, edgeId: edge.id, path: toPort.id }]
  })
}
