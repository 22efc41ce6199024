export interface BindEnds {
  sourceX: number
  sourceY: number
  targetX: number
  targetY: number
}

/** Distance between a tool's top edge and the bus that its wire joins: half the gap above a row of tools. */
export const BUS_RISE = 20
const RADIUS = 8

/** Whether the wire can rise to a bus above its tool, and from there to the node that uses it. */
export function hasBus({ sourceY, targetY }: BindEnds): boolean {
  return sourceY - targetY >= BUS_RISE + RADIUS
}

/**
 * The wire of a tool, model or other capability that is placed below the node that uses it. It goes up to the
 * gap above its row, along the gap, and up to the port. Wires of one row share that line, and none passes
 * behind another tool.
 */
export function bindPath({ sourceX, sourceY, targetX, targetY }: BindEnds): string {
  const busY = sourceY - BUS_RISE
  const dx = targetX - sourceX
  if (Math.abs(dx) < 1) return `M${sourceX} ${sourceY}L${targetX} ${targetY}`
  const radius = Math.min(RADIUS, Math.abs(dx) / 2, busY - targetY)
  const turn = Math.sign(dx) * radius
  return [
    `M${sourceX} ${sourceY}L${sourceX} ${busY + radius}`,
    `Q${sourceX} ${busY} ${sourceX + turn} ${busY}`,
    `L${targetX - turn} ${busY}`,
    `Q${targetX} ${busY} ${targetX} ${busY - radius}`,
    `L${targetX} ${targetY}`,
  ].join('')
}
