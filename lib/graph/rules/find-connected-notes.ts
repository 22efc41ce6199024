import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findConnectedNotes({ graph, viewById }: GraphView): GraphIssue[] {
  return graph.edges.flatMap((edge): GraphIssue[] => {
    const note = [edge.from.node, edge.to.node].find((id) => viewById.get(id)?.manifest.role === 'note')
    if (note === undefined) return []
    return [
      {
        code: 'NOTE_CONNECTED',
        severity: 'error',
        ...textRef('graph.noteConnected'),
        nodeId: note,
        edgeId: edge.id,
      },
    ]
  })
}
