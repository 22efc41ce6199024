import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'
import { findConnected } from '../plan/find-connected'

export function findUnreachable(view: GraphView): GraphIssue[] {
  const connected = findConnected(view)
  if (!connected) return []
  return view.nodes
    .filter(({ node, manifest }) => manifest.role !== 'note' && !connected.has(node.id))
    .map(({ node, manifest }) => ({
      code: 'UNREACHABLE',
      severity: 'warning',
      message: `Nothing connects “${node.label}” to the Input node, so it does not run.`,
      nodeId: node.id,
      // An Answer must be connected.
      ...(manifest.role === 'answer'
        ? {}
        : { fix: { label: `Delete “${node.label}”`, change: { type: 'remove-nodes' as const, nodeIds: [node.id] } } }),
    }))
}
