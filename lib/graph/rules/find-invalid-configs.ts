import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findInvalidConfigs({ nodes }: GraphView): GraphIssue[] {
  return nodes.flatMap(({ node, manifest }): GraphIssue[] => {
    // A newer config is reported as such without validation.
    if (node.version > manifest.version) return []
    const parsed = manifest.config.safeParse(node.config)
    if (parsed.success) return manifest.check?.(parsed.data, node.id) ?? []
    return parsed.error.issues.slice(0, 20).map((issue) => {
      const path = issue.path.map(String).join('.')
      const where = path === '' ? '' : ` (${path})`
      return {
        code: 'INVALID_CONFIG',
        severity: 'error',
        message: `“${node.label}”${where}: ${issue.message}`,
        nodeId: node.id,
        path,
      }
    })
  })
}
