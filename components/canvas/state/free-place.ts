import type { Graph } from '@/lib/graph/graph'
import { type Place, snap } from './graph-edits'

const CLEAR = 24
const STEP = 32

/** The wanted place, or one a little further down and right where no other node begins. */
export function freePlace(graph: Graph, wanted: Place): Place {
  let place = snap(wanted)
  const isTaken = ({ x, y }: Place) =>
    graph.nodes.some(({ position }) => Math.abs(position.x - x) < CLEAR && Math.abs(position.y - y) < CLEAR)
  while (isTaken(place)) place = { x: place.x + STEP, y: place.y + STEP }
  return place
}
