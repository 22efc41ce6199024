import { NAMELESS_ZOOM, PLAIN_ZOOM } from '../nodes/node-size'

/** Level of detail of a large graph: full cards, boxes with names, or boxes only. */
export type Detail = 'full' | 'named' | 'boxes'

export function detailAt(zoom: number): Detail {
  if (zoom >= PLAIN_ZOOM) return 'full'
  return zoom >= NAMELESS_ZOOM ? 'named' : 'boxes'
}
