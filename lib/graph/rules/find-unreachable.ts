import { textRef } from '@/lib/messages/problems/text-ref'
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
      ...textRef('graph.unreachable', { node: node.label }),
      nodeId: node.id,
      // An Answer must be connected.
      ...(manifest.role === 'answer'
        ? {}
        : {
            fix: {
              label: textRef('graph.deleteNode', { node: node.label }),
              change: { type: 'remove-nodes' as const, nodeIds: [node.id] },
            },
          }),
    }))
}
