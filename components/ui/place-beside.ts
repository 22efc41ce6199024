export type Side = 'top' | 'right' | 'bottom' | 'left'

interface Size {
  width: number
  height: number
}
interface Box extends Size {
  x: number
  y: number
}

const OPPOSITE = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const

/**
 * Position of a box next to another one in window pixels: on the preferred side, otherwise on the other one, and never
 * outside the window.
 */
export function placeBeside(
  anchor: Box,
  size: Size,
  view: Size,
  side: Side,
  gap = 6,
  edge = 8,
): { x: number; y: number } {
  const wished = positionAt(anchor, size, side, gap)
  const other = positionAt(anchor, size, OPPOSITE[side], gap)
  const corner =
    fitsInView(wished, size, view, side, edge) || !fitsInView(other, size, view, OPPOSITE[side], edge) ? wished : other
  return {
    x: Math.max(edge, Math.min(corner.x, view.width - size.width - edge)),
    y: Math.max(edge, Math.min(corner.y, view.height - size.height - edge)),
  }
}

function positionAt(anchor: Box, size: Size, side: Side, gap: number): { x: number; y: number } {
  const middle = { x: anchor.x + (anchor.width - size.width) / 2, y: anchor.y + (anchor.height - size.height) / 2 }
  if (side === 'top') return { x: middle.x, y: anchor.y - size.height - gap }
  if (side === 'bottom') return { x: middle.x, y: anchor.y + anchor.height + gap }
  if (side === 'left') return { x: anchor.x - size.width - gap, y: middle.y }
  return { x: anchor.x + anchor.width + gap, y: middle.y }
}

function fitsInView(corner: { x: number; y: number }, size: Size, view: Size, side: Side, edge: number): boolean {
  if (side === 'top') return corner.y >= edge
  if (side === 'bottom') return corner.y + size.height <= view.height - edge
  if (side === 'left') return corner.x >= edge
  return corner.x + size.width <= view.width - edge
}
