import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findStartProblems({ nodes }: GraphView): GraphIssue[] {
  const starts = nodes.filter(({ manifest }) => manifest.role === 'start')
  if (starts.length === 0) {
    return [{ code: 'NO_START', severity: 'error', ...textRef('graph.noStart') }]
  }
  return starts.slice(1).map(({ node }) => ({
    code: 'MANY_STARTS',
    severity: 'error',
    ...textRef('graph.manyStarts', { node: node.label }),
    nodeId: node.id,
  }))
}
