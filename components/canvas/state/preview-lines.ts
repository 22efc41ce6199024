import type { Graph } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { isGroup } from './is-group'
import { FOOTER_HEIGHT, PREVIEW_LINE, PREVIEW_PADDING, restingHeight } from './layout/card-size'
import { nestingOf } from './layout/nesting'
import { cardPorts } from './ports/card-ports'

const MAX_LINES = 2

const cache = new WeakMap<Graph, Map<string, number>>()

/** Number of result lines that fit on a card without covering the node below it. */
export function previewLines(graph: Graph, manifests: ManifestLookup, id: string): number {
  // Cached, because cards call this in every frame of a drag and the graph changes only at its end.
  const linesByNode = cache.get(graph) ?? new Map<string, number>()
  cache.set(graph, linesByNode)
  const lines = linesByNode.get(id) ?? countLines(graph, manifests, id)
  linesByNode.set(id, lines)
  return lines
}

function countLines(graph: Graph, manifests: ManifestLookup, id: string): number {
  const node = graph.nodes.find((item) => item.id === id)
  if (!node) return 0
  const { childrenOf, parentOf, sizeOf } = nestingOf(graph, manifests)
  const bottom = node.position.y + restingHeight(cardPorts(graph, manifests, node))
  const { width } = sizeOf(id)
  const tops = childrenOf(parentOf(id)).flatMap((other) => {
    const { x, y } = other.position
    const isBeneath =
      other.id !== id &&
      !isGroup(other) &&
      y > node.position.y &&
      x < node.position.x + width &&
      node.position.x < x + sizeOf(other.id).width
    return isBeneath ? [y] : []
  })
  const room = Math.min(...tops) - bottom - FOOTER_HEIGHT - PREVIEW_PADDING
  return Math.max(0, Math.min(MAX_LINES, Math.floor(room / PREVIEW_LINE)))
}
