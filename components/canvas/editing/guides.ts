import type { Place } from '../state/graph-edits'
import type { Size } from '../state/layout/nesting'

export type Box = Place & Size

/** Sorted edges and centers of boxes, for a nearest-neighbor search in every frame of a drag. */
export interface GuideLines {
  x: readonly number[]
  y: readonly number[]
}

export interface Snapped {
  /** Offset that aligns the dragged box. */
  shift: Place
  /** The matching lines; null if none is near. */
  x: number | null
  y: number | null
}

export function guideLines(boxes: readonly Box[]): GuideLines {
  return {
    x: sorted(boxes.flatMap(({ x, width }) => [x, x + width / 2, x + width])),
    y: sorted(boxes.flatMap(({ y, height }) => [y, y + height / 2, y + height])),
  }
}

/** @param reach maximum distance to a line, in graph pixels */
export function snapToGuides({ x, y, width, height }: Box, lines: GuideLines, reach: number): Snapped {
  const nearestX = nearest([x, x + width / 2, x + width], lines.x, reach)
  const nearestY = nearest([y, y + height / 2, y + height], lines.y, reach)
  return {
    shift: { x: nearestX?.shift ?? 0, y: nearestY?.shift ?? 0 },
    x: nearestX?.line ?? null,
    y: nearestY?.line ?? null,
  }
}

interface Nearest {
  shift: number
  line: number
}

function nearest(points: readonly number[], lines: readonly number[], reach: number): Nearest | null {
  let best: Nearest | null = null
  for (const point of points) {
    const index = firstNotBelow(lines, point)
    for (const line of [lines[index - 1], lines[index]]) {
      if (line === undefined || Math.abs(line - point) > reach) continue
      if (!best || Math.abs(line - point) < Math.abs(best.shift)) best = { shift: line - point, line }
    }
  }
  return best
}

function firstNotBelow(lines: readonly number[], value: number): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

function sorted(values: readonly number[]): number[] {
  return [...new Set(values)].toSorted((a, b) => a - b)
}
