import type { GraphNode } from '../graph'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

/** Checks whether nodes may be inside their containers. */
export function findContainerProblems(view: GraphView): GraphIssue[] {
  const issues: GraphIssue[] = []
  for (const node of view.nodeById.values()) {
    const message = node.parent === undefined ? null : explain(view, node, node.parent)
    if (message !== null) issues.push({ code: 'CONTAINER', severity: 'error', message, nodeId: node.id })
  }
  return issues
}

function explain({ nodeById, manifests, viewById }: GraphView, node: GraphNode, parentId: string): string | null {
  const parent = nodeById.get(parentId)
  if (!parent) return `“${node.label}” stands inside the node “${parentId}”, which does not exist. Move it out.`
  const manifest = manifests(parent.type)
  if (!manifest) return null
  const isContainer = viewById.get(parentId)?.ports.inner !== undefined
  if (!isContainer && !parent.disabled && !isInCircle(node, nodeById))
    return viewById.has(parentId) ? `“${parent.label}” cannot hold other nodes. Move “${node.label}” out of it.` : null
  if (isInCircle(node, nodeById)) return `“${node.label}” stands inside itself. Move it out.`
  const { role } = manifests(node.type) ?? {}
  if (role === 'start') return `The Input node “${node.label}” stands inside “${parent.label}”. A run begins outside.`
  if (role === 'answer')
    return `The Answer node “${node.label}” stands inside “${parent.label}”. Only what stands outside can answer; connect the value to a result of “${parent.label}”.`
  return null
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
