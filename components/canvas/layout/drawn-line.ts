import { BUS_RISE, hasBus } from '../flow/bind-path'
import type { LayoutEdge } from './layout-input'

export interface Point {
  x: number
  y: number
}

export interface Box extends Point {
  id: string
  width: number
  height: number
}

/** Height of a card's first port, for edges that do not name theirs. */
export const FIRST_PORT = 63
const SAMPLES = 32

/** Points along an edge as the canvas draws it. */
export function drawnLine(edge: LayoutEdge, from: Box, to: Box): Point[] {
  const { isPlug, fromY = FIRST_PORT, toY = FIRST_PORT, toX = to.width / 2 } = edge
  if (!isPlug) {
    const [a, b] = [
      { x: from.x + from.width, y: from.y + fromY },
      { x: to.x, y: to.y + toY },
    ]
    const distance = b.x - a.x
    const bend = distance >= 0 ? distance / 2 : 6.25 * Math.sqrt(-distance)
    return bezier([a, { x: a.x + bend, y: a.y }, { x: b.x - bend, y: b.y }, b])
  }
  const [a, b] = [
    { x: from.x + from.width / 2, y: from.y },
    { x: to.x + toX, y: to.y + to.height },
  ]
  if (hasBus({ sourceX: a.x, sourceY: a.y, targetX: b.x, targetY: b.y })) {
    const busY = a.y - BUS_RISE
    return [a, { x: a.x, y: busY }, { x: b.x, y: busY }, b].flatMap((point, index, all) =>
      index === 0 ? [point] : pointsBetween(all[index - 1] ?? point, point),
    )
  }
  const distance = a.y - b.y
  const bend = distance >= 0 ? distance / 2 : 6.25 * Math.sqrt(-distance)
  return bezier([a, { x: a.x, y: a.y - bend }, { x: b.x, y: b.y + bend }, b])
}

function bezier([a, b, c, d]: readonly [Point, Point, Point, Point]): Point[] {
  return Array.from({ length: SAMPLES + 1 }, (_, index) => {
    const t = index / SAMPLES
    const u = 1 - t
    const pointOnCurve = (key: 'x' | 'y') =>
      u * u * u * a[key] + 3 * u * u * t * b[key] + 3 * u * t * t * c[key] + t * t * t * d[key]
    return { x: pointOnCurve('x'), y: pointOnCurve('y') }
  })
}

function pointsBetween(a: Point, b: Point): Point[] {
  return Array.from({ length: SAMPLES }, (_, index) => {
    const t = (index + 1) / SAMPLES
    return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }
  })
}

/** An edge that passes behind a node other than its ends. */
export interface HiddenEdge {
  edge: LayoutEdge
  hiddenBy: string
  /** Number of sampled points that are hidden. */
  points: number
}

function isInside({ x, y }: { x: number; y: number }, box: Box): boolean {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height
}

/** Edges that pass behind nodes, as the canvas draws them. */
export function hiddenEdges(edges: readonly LayoutEdge[], boxes: readonly Box[]): HiddenEdge[] {
  const byId = new Map(boxes.map((box) => [box.id, box]))
  return edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)]
    if (!from || !to || from === to || edge.isReference) return []
    const line = drawnLine(edge, from, to)
    const left = Math.min(...line.map(({ x }) => x))
    const right = Math.max(...line.map(({ x }) => x))
    const top = Math.min(...line.map(({ y }) => y))
    const bottom = Math.max(...line.map(({ y }) => y))
    return boxes.flatMap((box) => {
      const isBeside = box.x >= right || box.x + box.width <= left
      const isAboveOrBelow = box.y >= bottom || box.y + box.height <= top
      if (box === from || box === to || isBeside || isAboveOrBelow) return []
      const points = line.filter((point) => isInside(point, box)).length
      return points === 0 ? [] : [{ edge, hiddenBy: box.id, points }]
    })
  })
}
