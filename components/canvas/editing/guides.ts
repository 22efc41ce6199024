import type { Place } from '../state/graph-edits'
import type { Size } from '../state/layout/nesting'

export type Box = Place & Size

/** Where edges and middles of boxes lie, sorted, for finding the nearest one in a drag's every frame. */
export interface GuideLines {
  x: readonly number[]
  y: readonly number[]
}

export interface Snapped {
  /** How far the dragged box has to be moved to lie on a line. */
  shift: Place
  /** The lines it lies on then; null where none is near. */
  x: number | null
  y: number | null
}

export function guideLines(boxes: readonly Box[]): GuideLines {
  return {
    x: sorted(boxes.flatMap(({ x, width }) => [x, x + width / 2, x + width])),
    y: sorted(boxes.flatMap(({ y, height }) => [y, y + height / 2, y + height])),
  }
}

/** @param reach how near a line must be, in the drawing's pixels */
export function snapToGuides({ x, y, width, height }: Box, lines: GuideLines, reach: number): Snapped {
  const across = nearest([x, x + width / 2, x + width], lines.x, reach)
  const down = nearest([y, y + height / 2, y + height], lines.y, reach)
  return {
    shift: { x: across?.shift ?? 0, y: down?.shift ?? 0 },
    x: across?.line ?? null,
    y: down?.line ?? null,
  }
}

interface Nearest {
  shift: number
  line: number
}

function nearest(points: readonly number[], lines: readonly number[], reach: number): Nearest | null {
  let best: Nearest | null = null
  for (const point of points) {
    const at = firstNotBelow(lines, point)
    for (const line of [lines[at - 1], lines[at]]) {
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
