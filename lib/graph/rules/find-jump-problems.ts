import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphIssue } from '../issue'
import type { Rule } from './rule'

/** Steps that end a frame outside of a container, or in one that cannot be ended early. */
export const findJumpProblems: Rule = ({ nodes }) =>
  nodes.flatMap(({ node, manifest, parent }): GraphIssue[] => {
    if (!manifest.jump) return []
    const issueBase = { severity: 'error', nodeId: node.id } as const
    if (!parent) return [{ code: 'CONTAINER', ...issueBase, ...textRef('graph.jumpOutside', { node: node.label }) }]
    const allows = parent.config && (parent.manifest.allowsBreak?.(parent.config) ?? true)
    if (manifest.jump === 'continue' || allows !== false) return []
    const text = textRef('graph.breakParallel', { node: node.label, container: parent.node.label })
    return [{ code: 'INVALID_CONFIG', ...issueBase, ...text }]
  })
