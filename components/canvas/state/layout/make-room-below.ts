import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { moveNodes, type Place } from '../graph-edits'
import { isGroup } from '../is-group'
import { portsOf } from '../ports/node-ports'
import { cardHeight, restingHeight } from './card-size'
import { nestingOf, type Size } from './nesting'

const GAP = 24
const GRID = 8

/** Moves nodes down that a growing card would cover, for example after a longer prompt. */
export function makeRoomBelow(
  before: Graph,
  after: Graph,
  { id, manifests }: { id: string; manifests: ManifestLookup },
): Graph {
  const [old, node] = [before, after].map((graph) => graph.nodes.find((item) => item.id === id))
  if (!old || !node || nestingOf(after, manifests).isContainer(id)) return after
  const [oldPorts, ports] = [portsOf(old, manifests), portsOf(node, manifests)]
  if (restingHeight(ports) <= restingHeight(oldPorts)) return after
  const { childrenOf, parentOf, sizeOf } = nestingOf(after, manifests)
  const others = childrenOf(parentOf(id)).filter((other) => other.id !== id && !isGroup(other) && !other.locked)
  const { width } = sizeOf(id)
  const isBelow = (other: GraphNode, height: number) =>
    overlaps({ ...node.position, width, height: height + GAP }, { ...other.position, ...sizeOf(other.id) })
  // Neighbours that left room for a run preview keep that distance. Closer ones only avoid the card.
  const hit = others.filter(
    (other) =>
      other.position.y > node.position.y &&
      (isBelow(other, cardHeight(oldPorts)) ? isBelow(other, restingHeight(ports)) : isBelow(other, cardHeight(ports))),
  )
  const growth = restingHeight(ports) - restingHeight(oldPorts)
  return moveNodes(after, pushDown(hit, { others, growth, sizeOf }))
}

interface Push {
  others: readonly GraphNode[]
  growth: number
  sizeOf: (id: string) => Size
}

/** Each node moves by the growth; nodes that it then covers move along. */
function pushDown(hit: readonly GraphNode[], { others, growth, sizeOf }: Push): Map<string, Place> {
  const by = Math.ceil(growth / GRID) * GRID
  const places = new Map<string, Place>()
  const queue = [...hit]
  for (let node = queue.shift(); node; node = queue.shift()) {
    if (places.has(node.id)) continue
    const place = { x: node.position.x, y: node.position.y + by }
    places.set(node.id, place)
    const box = { ...place, ...sizeOf(node.id) }
    const { y } = node.position
    queue.push(
      ...others.filter((other) => other.position.y > y && overlaps(box, { ...other.position, ...sizeOf(other.id) })),
    )
  }
  return places
}

function overlaps(a: Place & Size, b: Place & Size): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
