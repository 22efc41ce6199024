import { explainCrossing } from '../connections/explain-crossing'
import type { EdgeView, GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

/** Edges that cross a container's border illegally. */
export function findScopeProblems({ edges }: GraphView): GraphIssue[] {
  return edges.flatMap((edge: EdgeView): GraphIssue[] => {
    const text = explainCrossing(edge)
    if (text === null) return []
    return [{ code: 'SCOPE', severity: 'error', ...text, nodeId: edge.to.node.id, edgeId: edge.edge.id }]
  })
}
