import type { Place } from '../graph-edits'

export const ALIGNMENTS = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const
export type Alignment = (typeof ALIGNMENTS)[number]
export const DISTRIBUTIONS = ['across', 'down'] as const
export type Distribution = (typeof DISTRIBUTIONS)[number]

export interface Box extends Place {
  id: string
  width: number
  height: number
}

/** New positions of boxes aligned to their outermost edge, or to the center between both. */
export function align(boxes: readonly Box[], to: Alignment): Map<string, Place> {
  const left = Math.min(...boxes.map(({ x }) => x))
  const right = Math.max(...boxes.map(({ x, width }) => x + width))
  const top = Math.min(...boxes.map(({ y }) => y))
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height))
  const place = ({ x, y, width, height }: Box): Place => {
    switch (to) {
      case 'left':
        return { x: left, y }
      case 'center':
        return { x: (left + right - width) / 2, y }
      case 'right':
        return { x: right - width, y }
      case 'top':
        return { x, y: top }
      case 'middle':
        return { x, y: (top + bottom - height) / 2 }
      case 'bottom':
        return { x, y: bottom - height }
      default: {
        const unhandled: never = to
        return unhandled
      }
    }
  }
  return new Map(boxes.map((box) => [box.id, place(box)]))
}

/** New positions of three or more boxes with equal gaps. The outermost boxes stay. */
export function distribute(boxes: readonly Box[], axis: Distribution): Map<string, Place> {
  const [coordinate, size] = axis === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const)
  const sorted = boxes.toSorted((a, b) => a[coordinate] - b[coordinate])
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last || sorted.length < 3) return new Map()
  const filled = sorted.reduce((sum, box) => sum + box[size], 0)
  const gap = (last[coordinate] + last[size] - first[coordinate] - filled) / (sorted.length - 1)
  let next = first[coordinate]
  return new Map(
    sorted.map((box) => {
      const place = { x: box.x, y: box.y, [coordinate]: next }
      next += box[size] + gap
      return [box.id, { x: place.x, y: place.y }]
    }),
  )
}
