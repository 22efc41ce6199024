import type { Graph } from '@/lib/graph/graph'
import type { Nesting } from '../state/layout/nesting'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** Weight of sideways distance over forward distance. */
const ASIDE = 2

/**
 * The target of an arrow key. Left and right follow edges to the most aligned node. Without an edge, and for up and
 * down, the nearest node on that side is the target.
 */
export function neighbor(graph: Graph, nesting: Nesting, id: string, direction: Direction): string | undefined {
  const center = middle(nesting, id)
  const distance = (other: string): number => {
    const otherCenter = middle(nesting, other)
    const [offset, sideOffset] =
      direction === 'left' || direction === 'right'
        ? [otherCenter.x - center.x, otherCenter.y - center.y]
        : [otherCenter.y - center.y, otherCenter.x - center.x]
    const forwardOffset = direction === 'left' || direction === 'up' ? -offset : offset
    return forwardOffset <= 0 ? Number.POSITIVE_INFINITY : forwardOffset + ASIDE * Math.abs(sideOffset)
  }
  const connected = connectedTo(graph, id, direction).filter((other) => !nesting.isFolded(other))
  if (connected.length > 0) return connected.toSorted((a, b) => distance(a) - distance(b))[0]
  const others = graph.nodes.filter((node) => node.id !== id && !nesting.isFolded(node.id)).map((node) => node.id)
  const nearest = others.toSorted((a, b) => distance(a) - distance(b))[0]
  return nearest !== undefined && Number.isFinite(distance(nearest)) ? nearest : undefined
}

function connectedTo(graph: Graph, id: string, direction: Direction): string[] {
  const ends =
    direction === 'right'
      ? graph.edges.flatMap(({ from, to }) => (from.node === id ? [to.node] : []))
      : direction === 'left'
        ? graph.edges.flatMap(({ from, to }) => (to.node === id ? [from.node] : []))
        : []
  return [...new Set(ends)].filter((other) => other !== id)
}

function middle({ placeOf, sizeOf }: Nesting, id: string): { x: number; y: number } {
  const [{ x, y }, { width, height }] = [placeOf(id), sizeOf(id)]
  return { x: x + width / 2, y: y + height / 2 }
}
