import type { Place } from '../state/graph-edits'
import type { Box } from './guides'

/** Ids of the boxes whose center is inside the closed outline. */
export function lassoHits(boxes: readonly (Box & { id: string })[], line: readonly Place[]): string[] {
  if (line.length < 3) return []
  return boxes.flatMap(({ id, x, y, width, height }) =>
    isWithin({ x: x + width / 2, y: y + height / 2 }, line) ? [id] : [],
  )
}

/** Even-odd rule: counts how often a ray to the right crosses the outline. */
function isWithin({ x, y }: Place, line: readonly Place[]): boolean {
  let inside = false
  for (const [index, a] of line.entries()) {
    const b = line[(index + 1) % line.length] ?? a
    const crosses = a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)
    if (crosses) inside = !inside
  }
  return inside
}
