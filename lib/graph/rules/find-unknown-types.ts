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
        message: `“${node.label}” is a node of the type “${node.type}”, which this Patchbay does not have.`,
        nodeId: node.id,
      })
    } else if (node.version > manifest.version) {
      issues.push({
        code: 'NEWER_NODE_VERSION',
        severity: 'error',
        message: `“${node.label}” was made by a newer Patchbay (version ${node.version} of this node; here it is ${manifest.version}). Update Patchbay.`,
        nodeId: node.id,
      })
    }
  }
  return issues
}
