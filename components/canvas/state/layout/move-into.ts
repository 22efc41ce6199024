import { explainCrossing } from '@/lib/graph/connections/explain-crossing'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { type EdgeView, viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { moveNodes, type Place, removeElements, snap } from '../graph-edits'
import { type CardPorts, cardPorts } from '../ports/card-ports'
import { headHeight } from './card-size'
import { nestingOf, type Size } from './nesting'

export interface Moved {
  graph: Graph
  /** Edges that were removed because a node entered or left a container. */
  lost: readonly EdgeView[]
}

/**
 * Moves nodes into the container where they are dropped. Uses the drawn container sizes: a container grows with its
 * contents and would otherwise keep a node that is dragged out.
 */
export function settleNodes(graph: Graph, manifests: ManifestLookup, places: ReadonlyMap<string, Place>): Moved {
  const before = nestingOf(graph, manifests)
  const moved = moveNodes(graph, places)
  const { placeOf, sizeOf, parentOf, withInside } = nestingOf(moved, manifests)
  const leaders = [...places.keys()].filter((id) => !hasAncestorIn(places, id, parentOf))
  const leftOut = withInside(leaders)
  const targets = new Map<string, string | undefined>()
  for (const node of moved.nodes) {
    if (!leaders.includes(node.id)) continue
    const middle = middleOf(placeOf(node.id), sizeOf(node.id))
    targets.set(node.id, mayStandInside(node, manifests) ? before.containerAt(middle, leftOut) : undefined)
  }
  return moveInto(moved, manifests, targets)
}

/** Sets the container of nodes and keeps their visible position, but off the container's header. */
export function moveInto(
  graph: Graph,
  manifests: ManifestLookup,
  targets: ReadonlyMap<string, string | undefined>,
): Moved {
  const { placeOf, parentOf } = nestingOf(graph, manifests)
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  let changed = false
  const nodes = graph.nodes.map((node) => {
    const target = targets.get(node.id)
    const container = target === undefined ? undefined : byId.get(target)
    const isSame = target === parentOf(node.id)
    if (!targets.has(node.id) || (isSame && !container)) return node
    const place = container ? relativeTo(placeOf(node.id), placeOf(container.id)) : placeOf(node.id)
    changed ||= !isSame
    return withParent(node, target, container ? clearOfHeader(place, cardPorts(graph, manifests, container)) : place)
  })
  const next = { ...graph, nodes }
  return changed ? dropCrossings(next, manifests) : { graph: next, lost: [] }
}

const CLEAR = 8
function clearOfHeader({ x, y }: Place, ports: CardPorts): Place {
  return { x: Math.max(x, CLEAR), y: Math.max(y, headHeight(ports) + CLEAR) }
}

const GAP = 32
/** Moves nodes out of their container to a place below it. */
export function moveBelow(graph: Graph, manifests: ManifestLookup, ids: readonly string[]): Moved {
  const { parentOf, sizeOf } = nestingOf(graph, manifests)
  const inside = ids.filter((id) => parentOf(id) !== undefined && !hasAncestorIn(new Set(ids), id, parentOf))
  const places = new Map<string, Place>()
  const targets = new Map<string, string | undefined>()
  for (const node of graph.nodes) {
    const parent = parentOf(node.id)
    if (parent === undefined || !inside.includes(node.id)) continue
    places.set(node.id, { x: node.position.x, y: sizeOf(parent).height + GAP })
    targets.set(node.id, parentOf(parent))
  }
  return moveInto(moveNodes(graph, places), manifests, targets)
}

export function withParent({ parent: _, ...node }: GraphNode, parent: string | undefined, position: Place): GraphNode {
  return { ...node, position: snap(position), ...(parent === undefined ? {} : { parent }) }
}

export function relativeTo(place: Place, corner: Place | undefined): Place {
  return { x: place.x - (corner?.x ?? 0), y: place.y - (corner?.y ?? 0) }
}

/** The center of a card's header, where it is dragged. It decides which container the node enters. */
export function middleOf({ x, y }: Place, { width, height }: Size): Place {
  return { x: x + width / 2, y: y + Math.min(height / 2, 48) }
}

/** Whether a node may be inside a container: runs start and end outside of them. */
export function mayStandInside(node: Pick<GraphNode, 'type'>, manifests: ManifestLookup): boolean {
  const role = manifests(node.type)?.role
  return role !== 'start' && role !== 'answer'
}

function dropCrossings(graph: Graph, manifests: ManifestLookup): Moved {
  const lost = viewGraph(graph, manifests).edges.filter((edge) => explainCrossing(edge) !== null)
  return { graph: removeElements(graph, new Set(), new Set(lost.map(({ edge }) => edge.id))), lost }
}

function hasAncestorIn(
  ids: { has(id: string): boolean },
  id: string,
  parentOf: (id: string) => string | undefined,
): boolean {
  for (let ancestor = parentOf(id); ancestor !== undefined; ancestor = parentOf(ancestor))
    if (ids.has(ancestor)) return true
  return false
}
