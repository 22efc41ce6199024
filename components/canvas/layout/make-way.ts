import { type Box, drawnLine, type HiddenEdge, hiddenEdges } from './drawn-line'
import type { LayoutEdge } from './layout-input'

export interface Part extends Box {
  /** Nodes that move together, such as an agent and its tools. */
  block: string
}

interface Options {
  edges: readonly LayoutEdge[]
  gap: number
}

const MAX_ROUNDS = 40
/** Space between a node and an edge that passes it. */
const EDGE_GAP = 16
const GRID = 8
/** An end of an edge has to move further than the node that the edge passes. */
const STRETCHES = [1, 2, 4]

/**
 * Moves nodes up or down until no edge passes behind a node, or no single move improves the drawing. Other
 * nodes of a column move along to keep their gap.
 */
export function makeWay(parts: readonly Part[], { edges, gap }: Options): Part[] {
  let best = rate([...parts], edges)
  for (let round = 0; round < MAX_ROUNDS && best.hidden.length > 0; round += 1) {
    const better = best.hidden
      .flatMap((hidden) => movesFor(hidden, best.parts))
      .map((move) => rate(moveBlock(best.parts, move, gap), edges))
      .reduce((least, other) => (other.cost < least.cost ? other : least), best)
    if (better === best) break
    best = better
  }
  return best.parts
}

/** One hidden edge less counts more than any shorter hidden piece. */
const HIDDEN_COST = 1_000

function rate(parts: Part[], edges: readonly LayoutEdge[]) {
  const hidden = hiddenEdges(edges, parts)
  return { parts, hidden, cost: hidden.reduce((sum, { points }) => sum + HIDDEN_COST + points, 0) }
}

interface Move {
  block: string
  by: number
}

/** Moves of the covering node past the edge, and of the ends of the edge past that node. */
function movesFor({ edge, hiddenBy }: HiddenEdge, parts: readonly Part[]): Move[] {
  const byId = new Map(parts.map((part) => [part.id, part]))
  const [from, to, box] = [byId.get(edge.from), byId.get(edge.to), byId.get(hiddenBy)]
  if (!from || !to || !box) return []
  const heights = drawnLine(edge, from, to).flatMap(({ x, y }) => (x >= box.x && x <= box.x + box.width ? [y] : []))
  if (heights.length === 0) return []
  const up = Math.min(...heights) - EDGE_GAP - (box.y + box.height)
  const down = Math.max(...heights) + EDGE_GAP - box.y
  const moves = [up, down].flatMap((by): Move[] => {
    const ofEnds = [from.block, to.block].flatMap((block) => STRETCHES.map((factor) => ({ block, by: -by * factor })))
    return [{ block: box.block, by }, ...ofEnds]
  })
  return moves.map(({ block, by }) => ({ block, by: awayFromZero(by) }))
}

/** The next multiple of the grid that is at least as far from zero. */
function awayFromZero(distance: number): number {
  return Math.sign(distance) * Math.ceil(Math.abs(distance) / GRID) * GRID
}

/** Moves a block. Also pushes the blocks above or below it that it would touch. */
function moveBlock(parts: readonly Part[], { block, by }: Move, gap: number): Part[] {
  const boxes = boundsOf(parts)
  const moved = new Map([[block, by]])
  const pushers = [block]
  for (let id = pushers.shift(); id !== undefined; id = pushers.shift()) {
    const pusher = boxes.get(id)
    if (!pusher) continue
    const push = pushFrom(pusher, { by: moved.get(id) ?? 0, isDown: by > 0, gap })
    for (const [other, box] of boxes) {
      if (other === id || other === block) continue
      const distance = push(box)
      if (Math.abs(distance) <= Math.abs(moved.get(other) ?? 0)) continue
      moved.set(other, distance)
      pushers.push(other)
    }
  }
  return parts.map((part) => ({ ...part, y: part.y + (moved.get(part.block) ?? 0) }))
}

/** How far a block has to move when another one moves in the same direction. */
function pushFrom(pusher: Bounds, { by, isDown, gap }: { by: number; isDown: boolean; gap: number }) {
  return (box: Bounds): number => {
    const isBeside = box.right <= pusher.left || box.left >= pusher.right
    const isBehind = isDown ? box.top < pusher.top : box.bottom > pusher.bottom
    if (isBeside || isBehind) return 0
    return isDown ? Math.max(0, pusher.bottom + by + gap - box.top) : Math.min(0, pusher.top + by - gap - box.bottom)
  }
}

interface Bounds {
  left: number
  right: number
  top: number
  bottom: number
}

function boundsOf(parts: readonly Part[]): Map<string, Bounds> {
  const found = new Map<string, Bounds>()
  for (const { block, x, y, width, height } of parts) {
    const existing = found.get(block) ?? { left: x, right: x, top: y, bottom: y }
    found.set(block, {
      left: Math.min(existing.left, x),
      right: Math.max(existing.right, x + width),
      top: Math.min(existing.top, y),
      bottom: Math.max(existing.bottom, y + height),
    })
  }
  return found
}
