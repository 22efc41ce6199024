import type { NodePorts } from '@/lib/graph/ports'

export const CARD_WIDTH = 256
export const HEADER_HEIGHT = 58
export const ROW_HEIGHT = 24
const PADDING = 6
const BORDER = 1
/** What a card shows of its last run: two lines of the result, and a line of tokens and cost. */
export const PREVIEW_LINE = 16
export const PREVIEW_PADDING = 14
export const FOOTER_HEIGHT = 20
const RUN_HEIGHT = PREVIEW_PADDING + 2 * PREVIEW_LINE + FOOTER_HEIGHT

/** How high a card becomes with a run's result on it: the room that placing and tidying reserve. */
export function cardHeight(ports: NodePorts | undefined): number {
  return headHeight(ports) + RUN_HEIGHT + 2 * BORDER
}

/** How high a card is that shows no run. */
export function restingHeight(ports: NodePorts | undefined): number {
  return headHeight(ports) + 2 * BORDER
}

/** Where the inside of a container begins, below its header and outer ports. */
export function headHeight(ports: NodePorts | undefined): number {
  const rows = Math.max(ports?.inputs.length ?? 0, ports?.outputs.length ?? 0)
  return HEADER_HEIGHT + rows * ROW_HEIGHT + PADDING
}

/** Room between a container's edge and what is inside; left and right stand its inner ports. */
export function frameInset(ports: NodePorts | undefined) {
  return { left: 112, right: 112, top: headHeight(ports) + 24, bottom: 32 }
}

export function leastFrameSize(ports: NodePorts | undefined): { width: number; height: number } {
  const { left, right, top, bottom } = frameInset(ports)
  return { width: left + CARD_WIDTH + right, height: top + 112 + bottom }
}
