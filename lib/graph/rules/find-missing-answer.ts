import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findMissingAnswer({ nodes }: GraphView): GraphIssue[] {
  if (nodes.some(({ manifest }) => manifest.role === 'answer')) return []
  return [{ code: 'NO_ANSWER', severity: 'warning', ...textRef('graph.noAnswer') }]
}
