import type { Edge, Node } from '@xyflow/react'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { type Nesting, nestingOf } from './nesting'

/** What React Flow holds of a node: its place. All else is read by id from the editor's store. */
export type FlowNode = Node<Record<string, never>, 'step' | 'note' | 'frame'>
export type FlowEdge = Edge<Record<string, never>, 'link'>

/** Keeps the objects of nodes that stay where they are, so that only the others are drawn again. */
export function syncFlowNodes(current: readonly FlowNode[], graph: Graph, manifests: ManifestLookup): FlowNode[] {
  const known = new Map(current.map((node) => [node.id, node]))
  const nesting = nestingOf(graph, manifests)
  // React Flow wants containers before what is inside of them.
  return nesting.outerFirst.map((node) => {
    const before = known.get(node.id)
    const look = lookOf(node, nesting)
    if (!before) return { id: node.id, data: {}, ...look }
    if (looksSame(before, look)) return before
    const { parentId: _, width: __, height: ___, hidden: ____, ...rest } = before
    return { ...rest, ...look }
  })
}

type Look = Pick<FlowNode, 'position' | 'parentId' | 'width' | 'height' | 'hidden'> & {
  type: 'step' | 'note' | 'frame'
}

function lookOf(node: GraphNode, nesting: Nesting): Look {
  const parentId = nesting.parentOf(node.id)
  const isFrame = nesting.isContainer(node.id) && !node.collapsed
  return {
    type: node.type === 'note' ? 'note' : isFrame ? 'frame' : 'step',
    position: { ...node.position },
    ...(parentId === undefined ? {} : { parentId }),
    ...(isFrame ? nesting.sizeOf(node.id) : {}),
    ...(nesting.isFolded(node.id) ? { hidden: true } : {}),
  }
}

function looksSame(before: FlowNode, look: Look): boolean {
  return (
    before.position.x === look.position.x &&
    before.position.y === look.position.y &&
    before.type === look.type &&
    before.parentId === look.parentId &&
    before.width === look.width &&
    before.height === look.height &&
    Boolean(before.hidden) === Boolean(look.hidden)
  )
}

export function syncFlowEdges(current: readonly FlowEdge[], graph: Graph, manifests: ManifestLookup): FlowEdge[] {
  const known = new Map(current.map((edge) => [edge.id, edge]))
  const nesting = nestingOf(graph, manifests)
  return graph.edges.map((edge) => {
    const before = known.get(edge.id)
    const ends = {
      source: edge.from.node,
      sourceHandle: edge.from.port,
      target: edge.to.node,
      targetHandle: edge.to.port,
      hidden: nesting.isFolded(edge.from.node) || nesting.isFolded(edge.to.node),
    }
    if (before && sameEnds(before, ends)) return before
    return { ...before, id: edge.id, type: 'link', data: {}, ...ends }
  })
}

type Ends = Pick<FlowEdge, 'source' | 'target' | 'sourceHandle' | 'targetHandle' | 'hidden'>

function sameEnds(a: Ends, b: Ends): boolean {
  return (
    a.source === b.source &&
    a.target === b.target &&
    a.sourceHandle === b.sourceHandle &&
    a.targetHandle === b.targetHandle &&
    Boolean(a.hidden) === Boolean(b.hidden)
  )
}
