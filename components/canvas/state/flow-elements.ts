import type { Edge, Node } from '@xyflow/react'
import type { Graph, GraphNode } from '@/lib/graph/graph'

/** What React Flow holds of a node: its place. All else is read by id from the editor's store. */
export type FlowNode = Node<Record<string, never>, 'step' | 'note'>
export type FlowEdge = Edge<Record<string, never>, 'link'>

/** Keeps the objects of nodes that stay where they are, so that only the others are drawn again. */
export function syncFlowNodes(current: readonly FlowNode[], graph: Graph): FlowNode[] {
  const known = new Map(current.map((node) => [node.id, node]))
  return graph.nodes.map((node) => {
    const before = known.get(node.id)
    const type = flowType(node)
    if (!before) return { id: node.id, type, position: { ...node.position }, data: {} }
    const stays = before.position.x === node.position.x && before.position.y === node.position.y
    if (stays && before.type === type) return before
    return { ...before, type, position: { ...node.position } }
  })
}

export function syncFlowEdges(current: readonly FlowEdge[], graph: Graph): FlowEdge[] {
  const known = new Map(current.map((edge) => [edge.id, edge]))
  return graph.edges.map((edge) => {
    const before = known.get(edge.id)
    const ends = {
      source: edge.from.node,
      sourceHandle: edge.from.port,
      target: edge.to.node,
      targetHandle: edge.to.port,
    }
    if (before && sameEnds(before, ends)) return before
    return { ...before, id: edge.id, type: 'link', data: {}, ...ends }
  })
}

function flowType(node: GraphNode): 'step' | 'note' {
  return node.type === 'note' ? 'note' : 'step'
}

type Ends = Pick<FlowEdge, 'source' | 'target' | 'sourceHandle' | 'targetHandle'>

function sameEnds(a: Ends, b: Ends): boolean {
  return (
    a.source === b.source &&
    a.target === b.target &&
    a.sourceHandle === b.sourceHandle &&
    a.targetHandle === b.targetHandle
  )
}
