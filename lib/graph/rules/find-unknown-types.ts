import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findUnknownTypes({ graph, manifests }: GraphView): GraphIssue[] {
  const issues: GraphIssue[] = []
  for (const node of graph.nodes) {
    if (node.disabled) continue
    const manifest = manifests(node.type)
    if (!manifest) {
      issues.push({
        code: 'UNKNOWN_NODE_TYPE',
        severity: 'error',
        ...textRef('graph.typeUnknown', { node: node.label, type: node.type }),
        nodeId: node.id,
      })
    } else if (node.version > manifest.version) {
      issues.push({
        code: 'NEWER_NODE_VERSION',
        severity: 'error',
        ...textRef('graph.nodeTooNew', { node: node.label, version: node.version, supported: manifest.version }),
        nodeId: node.id,
      })
    }
  }
  return issues
}
