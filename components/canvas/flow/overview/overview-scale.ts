import type { Place } from '../../state/graph-edits'
import type { Size } from '../../state/layout/nesting'

export type Box = Place & Size

/** Transformation from the graph to the minimap. */
export interface OverviewScale {
  /** Minimap pixels per graph pixel. */
  scale: number
  /** Position of the graph's origin in the minimap. */
  offset: Place
}

const MARGIN = 6

/** Centers all boxes at the largest scale that fits. */
export function fitBoxes(boxes: readonly Box[], picture: Size): OverviewScale {
  const left = Math.min(...boxes.map(({ x }) => x))
  const top = Math.min(...boxes.map(({ y }) => y))
  const width = Math.max(1, Math.max(...boxes.map((box) => box.x + box.width)) - left)
  const height = Math.max(1, Math.max(...boxes.map((box) => box.y + box.height)) - top)
  const scale = Math.min((picture.width - 2 * MARGIN) / width, (picture.height - 2 * MARGIN) / height, 0.2)
  return {
    scale,
    offset: {
      x: (picture.width - width * scale) / 2 - left * scale,
      y: (picture.height - height * scale) / 2 - top * scale,
    },
  }
}

export function intoPicture({ x, y, width, height }: Box, { scale, offset }: OverviewScale): Box {
  return { x: offset.x + x * scale, y: offset.y + y * scale, width: width * scale, height: height * scale }
}

export function fromPicture({ x, y }: Place, { scale, offset }: OverviewScale): Place {
  return { x: (x - offset.x) / scale, y: (y - offset.y) / scale }
}
