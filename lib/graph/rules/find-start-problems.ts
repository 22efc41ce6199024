import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findStartProblems({ nodes }: GraphView): GraphIssue[] {
  const starts = nodes.filter(({ manifest }) => manifest.role === 'start')
  if (starts.length === 0) {
    return [{ code: 'NO_START', severity: 'error', message: 'Add an Input node: it is where a run begins.' }]
  }
  return starts.slice(1).map(({ node }) => ({
    code: 'MANY_STARTS',
    severity: 'error',
    message: `A graph begins at one Input node. Delete “${node.label}” or the other one.`,
    nodeId: node.id,
  }))
}
