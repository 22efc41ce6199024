import type { Size } from '../state/layout/nesting'
import { TILE_ZOOM } from './nodes/node-size'

/** Below this zoom a large graph does not open, because its cards would be hard to read. */
export const MIN_OPENING_ZOOM = 0.7
/** A small graph is shown whole, up to its answer, as cards next to open panels and as tiles with names on a phone. */
const SMALL = 8
const PHONE_WIDTH = 500
const MIN_PHONE_ZOOM = 0.2
const WIDEST_MARGIN = 48

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Returns a viewport with all nodes if they fit at a readable zoom, otherwise with the beginning of the graph. */
export function openingView(nodes: readonly Box[], pane: Size): { x: number; y: number; zoom: number } {
  const margin = Math.min(WIDEST_MARGIN, pane.width * 0.06)
  const left = Math.min(...nodes.map(({ x }) => x))
  const top = Math.min(...nodes.map(({ y }) => y))
  const width = Math.max(...nodes.map((node) => node.x + node.width)) - left
  const height = Math.max(...nodes.map((node) => node.y + node.height)) - top
  const room = { width: pane.width - 2 * margin, height: pane.height - 2 * margin }
  const fittingZoom = Math.min(1, room.width / width, room.height / height)
  const smallest = pane.width < PHONE_WIDTH ? MIN_PHONE_ZOOM : TILE_ZOOM
  const zoom = Math.max(nodes.length <= SMALL ? smallest : MIN_OPENING_ZOOM, fittingZoom)
  const x = width * zoom <= room.width ? (pane.width - width * zoom) / 2 - left * zoom : margin - left * zoom
  if (height * zoom <= room.height) return { x, y: (pane.height - height * zoom) / 2 - top * zoom, zoom }
  // The graph is too tall. Center the first column without leaving more than the margin above or below the graph; if
  // the column does not fit either, align its top.
  const first = nodes.filter((node) => node.x < left + FIRST_COLUMN)
  const upper = Math.min(...first.map((node) => node.y))
  const lower = Math.max(...first.map((node) => node.y + node.height))
  const middle = pane.height / 2 - ((upper + lower) / 2) * zoom
  const y = Math.max(Math.min(middle, margin - top * zoom), pane.height - margin - (top + height) * zoom)
  return { x, y: (lower - upper) * zoom > room.height ? margin - upper * zoom : y, zoom }
}

/** Nodes that begin this close to the left end are in the first column. */
const FIRST_COLUMN = 120
