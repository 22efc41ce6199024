import type { Graph } from '@/lib/graph/graph'
import type { Nesting } from '../state/layout/nesting'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** How much worse it is to lie aside than to lie further away. */
const ASIDE = 2

/**
 * The node that an arrow key leads to. Left and right follow edges against and along their way, to the end that lies
 * straightest; where there is none, and up and down, it is the node that lies nearest on that side.
 */
export function neighbour(graph: Graph, nesting: Nesting, id: string, direction: Direction): string | undefined {
  const here = middle(nesting, id)
  const distance = (other: string): number => {
    const there = middle(nesting, other)
    const [ahead, aside] =
      direction === 'left' || direction === 'right'
        ? [there.x - here.x, there.y - here.y]
        : [there.y - here.y, there.x - here.x]
    const along = direction === 'left' || direction === 'up' ? -ahead : ahead
    return along <= 0 ? Number.POSITIVE_INFINITY : along + ASIDE * Math.abs(aside)
  }
  const joined = joinedTo(graph, id, direction).filter((other) => !nesting.isFolded(other))
  if (joined.length > 0) return joined.toSorted((a, b) => distance(a) - distance(b))[0]
  const others = graph.nodes.filter((node) => node.id !== id && !nesting.isFolded(node.id)).map((node) => node.id)
  const nearest = others.toSorted((a, b) => distance(a) - distance(b))[0]
  return nearest !== undefined && Number.isFinite(distance(nearest)) ? nearest : undefined
}

function joinedTo(graph: Graph, id: string, direction: Direction): string[] {
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
