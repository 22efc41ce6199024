import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { moveNodes, type Place } from '../graph-edits'
import { cardPorts } from '../ports/card-ports'
import type { QuickAdd } from '../ui-store'
import { CARD_WIDTH, frameInset } from './card-size'
import { mayStandInside, relativeTo, withParent } from './move-into'
import { nestingOf } from './nesting'

const GAP = 64

export interface NewPlace {
  /** Relative to the canvas, not the container. */
  place: Place
  parent: string | undefined
}

/** Position and container of a node from the quick-add dialog. */
export function placeFor(graph: Graph, manifests: ManifestLookup, quickAdd: QuickAdd): NewPlace {
  const nesting = nestingOf(graph, manifests)
  switch (quickAdd.kind) {
    case 'place':
      return { place: quickAdd.at, parent: quickAdd.parent ?? nesting.containerAt(quickAdd.at) }
    case 'after':
      return { place: quickAdd.at, parent: nesting.containerAt(quickAdd.at) }
    case 'before':
      return {
        place: { x: quickAdd.at.x - CARD_WIDTH, y: quickAdd.at.y },
        parent: nesting.containerAt(quickAdd.at),
      }
    case 'between': {
      const edge = graph.edges.find(({ id }) => id === quickAdd.edgeId)
      return edge ? placeOnEdge(graph, manifests, edge) : { place: { x: 0, y: 0 }, parent: undefined }
    }
    default: {
      const unhandled: never = quickAdd
      return unhandled
    }
  }
}

/**
 * An edge between a container and one of its inner nodes belongs to the scope of the inner nodes, any other edge to the
 * scope of its target.
 */
function placeOnEdge(graph: Graph, manifests: ManifestLookup, { from, to }: GraphEdge): NewPlace {
  const { parentOf, placeOf, sizeOf } = nestingOf(graph, manifests)
  const entersFrame = parentOf(to.node) === from.node
  const leavesFrame = parentOf(from.node) === to.node
  const [source, target] = [placeOf(from.node), placeOf(to.node)]
  if (leavesFrame) return { place: { x: source.x + CARD_WIDTH + GAP, y: source.y }, parent: to.node }
  if (entersFrame) return { place: { ...target }, parent: from.node }
  const x = source.x + sizeOf(from.node).width + GAP
  return { place: { x, y: (source.y + target.y) / 2 }, parent: parentOf(to.node) }
}

/** The container at the drop position of a new node. */
export function scopeAt(
  graph: Graph,
  manifests: ManifestLookup,
  position: Place,
  node: Pick<GraphNode, 'type'>,
): string | undefined {
  if (!mayStandInside(node, manifests)) return undefined
  return nestingOf(graph, manifests).containerAt({ x: position.x + CARD_WIDTH / 2, y: position.y + 26 })
}

/** The node with its position relative to the container, below its header. */
export function placeInside(
  graph: Graph,
  manifests: ManifestLookup,
  node: GraphNode,
  parent: string | undefined,
): GraphNode {
  if (parent === undefined) return node
  const { x, y } = relativeTo(node.position, nestingOf(graph, manifests).placeOf(parent))
  const container = graph.nodes.find(({ id }) => id === parent)
  const inset = frameInset(container ? cardPorts(graph, manifests, container) : undefined)
  return withParent(node, parent, { x: Math.max(x, 16), y: Math.max(y, inset.top) })
}

/** Canvas position right of the container's contents, or of its first node. */
export function nextPlaceInside(graph: Graph, manifests: ManifestLookup, container: GraphNode): Place {
  const { placeOf, childrenOf, sizeOf } = nestingOf(graph, manifests)
  const corner = placeOf(container.id)
  const inset = frameInset(cardPorts(graph, manifests, container))
  const children = childrenOf(container.id)
  const x = Math.max(inset.left, ...children.map((node) => node.position.x + sizeOf(node.id).width + GAP))
  const y = Math.max(inset.top, children.at(-1)?.position.y ?? 0)
  return { x: corner.x + x, y: corner.y + y }
}

/** Moves nodes that a new node would cover, and everything right of them, to the right. */
export function makeRoom(graph: Graph, manifests: ManifestLookup, inserted: GraphNode): Graph {
  const { parentOf, childrenOf } = nestingOf(graph, manifests)
  const others = childrenOf(parentOf(inserted.id)).filter(
    (node) => node.id !== inserted.id && node.position.x >= inserted.position.x - GAP,
  )
  const nearest = Math.min(...others.map((node) => node.position.x))
  const missing = inserted.position.x + CARD_WIDTH + GAP - nearest
  if (others.length === 0 || missing <= 0) return graph
  return moveNodes(graph, new Map(others.map(({ id, position }) => [id, { x: position.x + missing, y: position.y }])))
}
