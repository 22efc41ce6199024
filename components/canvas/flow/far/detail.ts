import { NAMELESS_ZOOM, PLAIN_ZOOM } from '../nodes/node-size'

/** How much of a large drawing is drawn: all, boxes with names, or boxes alone. */
export type Detail = 'full' | 'named' | 'boxes'

export function detailAt(zoom: number): Detail {
  if (zoom >= PLAIN_ZOOM) return 'full'
  return zoom >= NAMELESS_ZOOM ? 'named' : 'boxes'
}
