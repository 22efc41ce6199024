import { NAMELESS_ZOOM, TILE_ZOOM } from '../nodes/node-size'

/** Level of detail of a large graph: full cards, boxes with names, or boxes only. */
export type Detail = 'full' | 'named' | 'boxes'

export function detailAt(zoom: number): Detail {
  if (zoom >= TILE_ZOOM) return 'full'
  return zoom >= NAMELESS_ZOOM ? 'named' : 'boxes'
}
