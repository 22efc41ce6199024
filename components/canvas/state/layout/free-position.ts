import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { type Place, snap } from '../graph-edits'
import { isGroup } from '../is-group'
import { cardPorts } from '../ports/card-ports'
import { CARD_WIDTH, cardHeight } from './card-size'
import { nestingOf, type Size } from './nesting'

/** Gap between a new node and its neighbors. */
const GAP = { x: 64, y: 40 }
const MARGIN = 16

/** Default position of a new node: right of the selected node, otherwise in the view. */
export function placeBeside(
  graph: Graph,
  manifests: ManifestLookup,
  { selection, view }: { selection: readonly string[]; view: Place },
): Place {
  const { placeOf, sizeOf } = nestingOf(graph, manifests)
  const [only] = selection
  if (only === undefined || selection.length > 1) return view
  return { x: placeOf(only).x + sizeOf(only).width + GAP.x, y: placeOf(only).y }
}

/** Position of a new tool: below its node, right of the other tools. */
export function placeUnder(graph: Graph, manifests: ManifestLookup, host: GraphNode): Place {
  const { placeOf, sizeOf } = nestingOf(graph, manifests)
  const binds = new Set(cardPorts(graph, manifests, host).bindInputs.map(({ id }) => id))
  const plugged = graph.edges.flatMap(({ from, to }) => (to.node === host.id && binds.has(to.port) ? [from.node] : []))
  const below = plugged.filter((id) => placeOf(id).y > placeOf(host.id).y)
  const y = placeOf(host.id).y + sizeOf(host.id).height + GAP.y
  if (below.length === 0) return { x: placeOf(host.id).x, y }
  return {
    x: Math.max(...below.map((id) => placeOf(id).x + sizeOf(id).width)) + GAP.y,
    y: Math.min(...below.map((id) => placeOf(id).y)),
  }
}

/** Position of a new node that feeds another one: left of it and below, so that its edge does not cross others. */
export function placeBefore(graph: Graph, manifests: ManifestLookup, consumer: GraphNode): Place {
  const { placeOf, sizeOf } = nestingOf(graph, manifests)
  const { x, y } = placeOf(consumer.id)
  return { x: x - CARD_WIDTH - GAP.x, y: y + sizeOf(consumer.id).height + GAP.y }
}

/** The container of the selected node, which the new node joins. */
export function parentOfOnly(
  graph: Graph,
  manifests: ManifestLookup,
  [only, second]: readonly string[],
): string | undefined {
  return only === undefined || second !== undefined ? undefined : nestingOf(graph, manifests).parentOf(only)
}

/** The requested canvas position, or the next one below it where the new node covers no sibling. */
export function openPlace(
  graph: Graph,
  manifests: ManifestLookup,
  { node, wanted, parent }: { node: GraphNode; wanted: Place; parent: string | undefined },
): Place {
  const { childrenOf, placeOf, sizeOf } = nestingOf(graph, manifests)
  const size = { width: CARD_WIDTH, height: cardHeight(cardPorts(graph, manifests, node)) }
  const boxes = childrenOf(parent)
    .filter((other) => other.id !== node.id && !isGroup(other))
    .map(({ id }) => ({ ...placeOf(id), ...sizeOf(id) }))
    .toSorted((a, b) => a.y - b.y)
  const place = snap(wanted)
  // From top to bottom, so that lower boxes are checked after upper ones moved the node.
  for (const box of boxes) if (covers(place, size, box)) place.y = snap({ x: 0, y: box.y + box.height + GAP.y }).y
  return place
}

function covers({ x, y }: Place, { width, height }: Size, box: Place & Size): boolean {
  const isBeside = x >= box.x + box.width + MARGIN || box.x >= x + width + MARGIN
  const isAboveOrBelow = y >= box.y + box.height + MARGIN || box.y >= y + height + MARGIN
  return !isBeside && !isAboveOrBelow
}
