import { issueText } from '@/lib/messages/problems/issue-text'
import { keyIssues } from '@/lib/messages/problems/key-issues'
import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

export function findInvalidConfigs({ nodes }: GraphView): GraphIssue[] {
  return nodes.flatMap(({ node, manifest }): GraphIssue[] => {
    // A newer config is reported as such without validation.
    if (node.version > manifest.version) return []
    const parsed = manifest.config.safeParse(node.config, { error: keyIssues })
    if (parsed.success) return manifest.check?.(parsed.data, node.id) ?? []
    return parsed.error.issues.slice(0, 20).map((issue) => {
      const path = issue.path.map(String).join('.')
      const params = { node: node.label, problem: issueText(issue) ?? issue.message }
      return {
        code: 'INVALID_CONFIG',
        severity: 'error',
        ...(path === ''
          ? textRef('graph.configInvalidWhole', params)
          : textRef('graph.configInvalid', { ...params, path })),
        nodeId: node.id,
        path,
      }
    })
  })
}
