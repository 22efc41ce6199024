import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import type { GraphNode } from '../graph'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

/** Checks whether nodes may be inside their containers. */
export function findContainerProblems(view: GraphView): GraphIssue[] {
  const issues: GraphIssue[] = []
  for (const node of view.nodeById.values()) {
    const text = node.parent === undefined ? null : explain(view, node, node.parent)
    if (text !== null) issues.push({ code: 'CONTAINER', severity: 'error', ...text, nodeId: node.id })
  }
  return issues
}

function explain({ nodeById, manifests, viewById }: GraphView, node: GraphNode, parentId: string): TextRef | null {
  const parent = nodeById.get(parentId)
  if (!parent) return textRef('graph.parentMissing', { node: node.label, parent: parentId })
  const manifest = manifests(parent.type)
  const params = { node: node.label, parent: parent.label }
  if (!manifest) return null
  const isContainer = viewById.get(parentId)?.ports.inner !== undefined
  if (!isContainer && !parent.disabled && !isInCircle(node, nodeById))
    return viewById.has(parentId) ? textRef('graph.notContainer', params) : null
  if (isInCircle(node, nodeById)) return textRef('graph.insideItself', { node: node.label })
  const { role } = manifests(node.type) ?? {}
  if (role === 'start') return textRef('graph.startInside', params)
  return role === 'answer' ? textRef('graph.answerInside', params) : null
}

function isInCircle(start: GraphNode, nodeById: ReadonlyMap<string, GraphNode>): boolean {
  const seen = new Set<string>()
  for (let node: GraphNode | undefined = start; node?.parent !== undefined; node = nodeById.get(node.parent)) {
    if (node.parent === start.id) return true
    if (seen.has(node.id)) return false
    seen.add(node.id)
  }
  return false
}
