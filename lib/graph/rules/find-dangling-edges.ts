import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findDanglingEdges({ graph, nodeById }: GraphView): GraphIssue[] {
  return graph.edges.flatMap((edge): GraphIssue[] => {
    const missing = [edge.from.node, edge.to.node].find((id) => !nodeById.has(id))
    if (missing === undefined) return []
    const other = edge.from.node === missing ? edge.to.node : edge.from.node
    return [
      {
        code: 'DANGLING_EDGE',
        severity: 'error',
        ...textRef('graph.edgeDangling', { id: missing }),
        edgeId: edge.id,
        ...(nodeById.has(other) ? { nodeId: other } : {}),
      },
    ]
  })
}
