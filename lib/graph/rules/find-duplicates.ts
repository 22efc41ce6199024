import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findDuplicates({ graph }: GraphView): GraphIssue[] {
  const issues: GraphIssue[] = []
  for (const id of repeated(graph.nodes.map((node) => node.id))) {
    issues.push({
      code: 'DUPLICATE_NODE_ID',
      severity: 'error',
      ...textRef('graph.duplicateNode', { id }),
      nodeId: id,
    })
  }
  for (const id of repeated(graph.edges.map((edge) => edge.id))) {
    issues.push({
      code: 'DUPLICATE_EDGE_ID',
      severity: 'error',
      ...textRef('graph.duplicateEdge', { id }),
      edgeId: id,
    })
  }
  return issues
}

function repeated(ids: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const found = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) found.add(id)
    seen.add(id)
  }
  return found
}
