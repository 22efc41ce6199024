import { type EdgeProps, getBezierPath, Position } from '@xyflow/react'
import { BUS_RISE, bindPath, hasBus } from './bind-path'

type Ends = Pick<EdgeProps, 'sourceX' | 'sourceY' | 'targetX' | 'targetY' | 'sourcePosition' | 'targetPosition'>

/** How an edge is drawn, and the middle of it. */
export function edgeRoute(ends: Ends): { path: string; x: number; y: number } {
  // Only capabilities leave a card at its top.
  if (ends.sourcePosition === Position.Top && hasBus(ends))
    return { path: bindPath(ends), x: (ends.sourceX + ends.targetX) / 2, y: ends.sourceY - BUS_RISE }
  const [path, x, y] = getBezierPath(ends)
  return { path, x, y }
}
