import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { moveNodes, type Place } from '../graph-edits'
import { isGroup } from '../is-group'
import { cardPorts } from '../ports/card-ports'
import { restingHeight } from './card-size'
import { nestingOf, type Size } from './nesting'

const GAP = 24
const GRID = 8

type Box = Place & Size

export interface Changed {
  /** Nodes that were added, moved or may have grown. */
  ids: readonly string[]
  manifests: ManifestLookup
}

/**
 * Moves nodes down that would be covered by changed nodes, for example after an insertion, a longer prompt or
 * another edge. The lower one of two nodes moves. Locked nodes, and nodes that overlapped before, stay.
 */
export function clearOverlaps(before: Graph, after: Graph, { ids, manifests }: Changed): Graph {
  let graph = after
  const queue = [...ids]
  // Each step moves a node down, so it ends; the limit only guards against locked nodes.
  for (let steps = 0; queue.length > 0 && steps < STEPS; steps += 1) {
    const id = queue.shift() ?? ''
    const node = graph.nodes.find((item) => item.id === id)
    if (!node || isGroup(node)) continue
    const { parentOf, childrenOf } = nestingOf(graph, manifests)
    const parent = parentOf(id)
    const others = childrenOf(parent).filter((other) => other.id !== id && !isGroup(other))
    const compare = { before, graph, manifests }
    const above = others.find((other) => isHigher(other, node) && isCovered(compare, [other, node], 'resting'))
    if (above && !node.locked) {
      graph = moveBelow(graph, manifests, above, [node])
      queue.push(id)
      continue
    }
    const hits = others.filter(
      (other) =>
        !other.locked &&
        !isHigher(other, node) &&
        (isCovered(compare, [node, other], 'resting') || isCovered(compare, [node, other], 'reserved')),
    )
    if (hits.length > 0) graph = moveBelow(graph, manifests, node, hits)
    queue.push(...hits.map((hit) => hit.id))
    // A container grows with its nodes.
    if (parent !== undefined && !queue.includes(parent)) queue.push(parent)
  }
  return graph
}

const STEPS = 2_000

const isHigher = (a: GraphNode, b: GraphNode) => a.position.y < b.position.y

interface Compare {
  before: Graph
  graph: Graph
  manifests: ManifestLookup
}

/** Whether two nodes overlap that did not before. */
function isCovered(
  { before, graph, manifests }: Compare,
  [a, b]: readonly [GraphNode, GraphNode],
  measure: Measure,
): boolean {
  if (!overlap(boxOf(graph, manifests, a, measure), boxOf(graph, manifests, b, measure))) return false
  return !overlapped(before, manifests, [a.id, b.id], measure)
}

/** Leaves room for a run result. */
function moveBelow(graph: Graph, manifests: ManifestLookup, node: GraphNode, hits: readonly GraphNode[]): Graph {
  const reserved = boxOf(graph, manifests, node, 'reserved')
  const y = Math.ceil((reserved.y + reserved.height + GAP) / GRID) * GRID
  return moveNodes(graph, new Map(hits.map(({ id, position }) => [id, { x: position.x, y }])))
}

type Measure = 'resting' | 'reserved'

function boxOf(graph: Graph, manifests: ManifestLookup, node: GraphNode, measure: Measure): Box {
  const { sizeOf, isContainer } = nestingOf(graph, manifests)
  const size = sizeOf(node.id)
  const isCard = !isContainer(node.id) || node.collapsed === true
  const height = measure === 'resting' && isCard ? restingHeight(cardPorts(graph, manifests, node)) : size.height
  return { ...node.position, width: size.width, height }
}

function overlapped(
  graph: Graph,
  manifests: ManifestLookup,
  ids: readonly [string, string],
  measure: Measure,
): boolean {
  const [a, b] = ids.map((id) => graph.nodes.find((node) => node.id === id))
  if (!a || !b) return false
  const { parentOf } = nestingOf(graph, manifests)
  if (parentOf(a.id) !== parentOf(b.id)) return false
  return overlap(boxOf(graph, manifests, a, measure), boxOf(graph, manifests, b, measure))
}

function overlap(a: Box, b: Box): boolean {
  const overlapsInX = a.x < b.x + b.width && b.x < a.x + a.width
  const overlapsInY = a.y < b.y + b.height && b.y < a.y + a.height
  return overlapsInX && overlapsInY
}
