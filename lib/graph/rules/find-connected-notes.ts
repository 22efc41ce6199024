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
        message: 'A note cannot be connected. Delete the edge.',
        nodeId: note,
        edgeId: edge.id,
      },
    ]
  })
}
