import type { GraphView, NodeView } from '../graph-view'

/** Ids of nodes that run as steps, as opposed to notes and capabilities. */
export function findSteps(view: GraphView): Set<string> {
  const referenced = new Set<string>()
  for (const { references, node } of view.nodes) {
    for (const { reference } of references) {
      const target = reference.path.length > 1 ? reference.path[0] : undefined
      if (target !== undefined && target !== node.id) referenced.add(target)
    }
  }
  const steps = view.nodes.filter(
    (node) => node.manifest.role !== 'note' && !isBindOnly(view, node, referenced.has(node.node.id)),
  )
  return new Set(steps.map((step) => step.node.id))
}

/**
 * Whether a node is connected as a capability, and nothing reads its values. A reference makes it a
 * step as well, unless it could not run because its required inputs are not connected.
 */
function isBindOnly(view: GraphView, { node, manifest }: NodeView, isReferenced: boolean): boolean {
  if (manifest.role === 'start' || manifest.role === 'answer') return false
  const outgoing = view.edgesFrom.get(node.id) ?? []
  if (!outgoing.some((edge) => edge.isBind) || outgoing.some((edge) => !edge.isBind)) return false
  return !isReferenced || lacksInput(view, node.id)
}

function lacksInput(view: GraphView, nodeId: string): boolean {
  const fed = new Set((view.edgesTo.get(nodeId) ?? []).map((edge) => edge.toPort.id))
  const inputs = view.viewById.get(nodeId)?.ports.inputs ?? []
  return inputs.some((port) => port.required && !fed.has(port.id))
}
