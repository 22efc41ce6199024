import { type NodeHandle, Position } from '@xyflow/react'
import type { Port } from '@/lib/graph/ports'
import type { CardPorts } from '../ports/card-ports'
import { HEADER_HEIGHT, headHeight, ROW_HEIGHT, restingHeight } from './card-size'
import type { Size } from './nesting'

/** Size of a port handle; `.port` in flow.css. */
const DOT = 11
const BORDER = 1
/** Offset from a container's inside to its first inner port, and from its outer edge to the handles. */
const INNER_TOP = BORDER + 12
const INNER_EDGE = 3

/**
 * Handle positions relative to the card, as computed by CSS. They let React Flow draw edges before the card is mounted.
 * Mounted cards are measured.
 */
export function cardHandles(ports: CardPorts, size: Size): NodeHandle[] {
  const outer = BORDER + HEADER_HEIGHT
  const inner = BORDER + headHeight(ports) + INNER_TOP
  const right = size.width - BORDER - DOT / 2
  const bottom = (ports.inner && size.height > 0 ? size.height : restingHeight(ports)) - BORDER
  return [
    ...ports.inputs.map(handle('target', Position.Left, { x: BORDER - DOT / 2, top: outer })),
    ...ports.outputs.map(handle('source', Position.Right, { x: right, top: outer })),
    ...ports.bindInputs.map(edgeHandle('target', Position.Bottom, { ...size, y: bottom - DOT / 2 })),
    ...ports.bindOutputs.map(edgeHandle('source', Position.Top, { ...size, y: BORDER - DOT / 2 })),
    ...(ports.inner?.outputs ?? []).map(handle('source', Position.Right, { x: INNER_EDGE, top: inner })),
    ...(ports.inner?.inputs ?? []).map(
      handle('target', Position.Left, { x: size.width - INNER_EDGE - DOT, top: inner }),
    ),
  ]
}

function handle(type: 'source' | 'target', position: Position, { x, top }: { x: number; top: number }) {
  return (port: Port, row: number): NodeHandle => {
    const y = top + row * ROW_HEIGHT + (ROW_HEIGHT - DOT) / 2
    return { id: port.id, type, position, x, y, width: DOT, height: DOT }
  }
}

/** Handles are spread evenly along the top or bottom edge. */
function edgeHandle(type: 'source' | 'target', position: Position, { width, y }: { width: number; y: number }) {
  return (port: Port, index: number, all: readonly Port[]): NodeHandle => {
    const x = BORDER + ((width - 2 * BORDER) * (index + 0.5)) / all.length - DOT / 2
    return { id: port.id, type, position, x, y, width: DOT, height: DOT }
  }
}
