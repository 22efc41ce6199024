import { hiddenEdges } from '@/components/canvas/layout/drawn-line'
import type { LayoutResult } from '@/components/canvas/layout/layout-graph'
import type { LayoutInput } from '@/components/canvas/layout/layout-input'

export interface Drawing {
  crossings: number
  /** Edges that do not run straight from port to port. */
  bends: number
  /** How often an edge, as the canvas draws it, passes behind a node that is not one of its ends. */
  hidden: number
  /** Area of the rectangle around all nodes, in millions of square pixels. */
  area: number
}

interface Segment {
  from: string
  to: string
  x1: number
  y1: number
  x2: number
  y2: number
}

/** Quality of a drawing. Crossings and bends are those of straight lines between the ports. */
export function measureDrawing({ nodes, edges }: LayoutInput, places: LayoutResult): Drawing {
  const placeById = new Map(places.map((place) => [place.id, place]))
  const boxes = nodes.map((node) => ({ ...node, x: placeById.get(node.id)?.x ?? 0, y: placeById.get(node.id)?.y ?? 0 }))
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const segments = edges.flatMap(({ from, to, isPlug, fromY = 63, toY = 63 }): Segment[] => {
    const [a, b] = [byId.get(from), byId.get(to)]
    if (!a || !b) return []
    if (isPlug) return [{ from, to, x1: a.x + a.width / 2, y1: a.y, x2: b.x + b.width / 2, y2: b.y + b.height }]
    return [{ from, to, x1: a.x + a.width, y1: a.y + fromY, x2: b.x, y2: b.y + toY }]
  })
  let crossings = 0
  for (const [index, a] of segments.entries())
    for (const b of segments.slice(index + 1)) if (!sharesEnd(a, b) && cross(a, b)) crossings += 1
  const flows = segments.filter(
    ({ from, to }) => !edges.some((edge) => edge.isPlug && edge.from === from && edge.to === to),
  )
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) - Math.min(...boxes.map(({ x }) => x))
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) - Math.min(...boxes.map(({ y }) => y))
  return {
    crossings,
    bends: flows.filter(({ y1, y2 }) => Math.abs(y1 - y2) > 8).length,
    hidden: hiddenEdges(edges, boxes).length,
    area: (right * bottom) / 1_000_000,
  }
}

const sharesEnd = (a: Segment, b: Segment) => a.from === b.from || a.to === b.to || a.from === b.to || a.to === b.from

function cross(a: Segment, b: Segment): boolean {
  const side = (x: number, y: number, { x1, y1, x2, y2 }: Segment) =>
    Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))
  return side(a.x1, a.y1, b) * side(a.x2, a.y2, b) < 0 && side(b.x1, b.y1, a) * side(b.x2, b.y2, a) < 0
}
