import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findMissingAnswer({ nodes }: GraphView): GraphIssue[] {
  if (nodes.some(({ manifest }) => manifest.role === 'answer')) return []
  return [
    {
      code: 'NO_ANSWER',
      severity: 'warning',
      message: 'Add an Answer node, or callers of this app get the results of the last nodes.',
    },
  ]
}
