import type { NodePorts } from '@/lib/graph/ports'

export const CARD_WIDTH = 256
export const HEADER_HEIGHT = 58
export const ROW_HEIGHT = 24
const PADDING = 6
const BORDER = 1
/** Space for the last run on a card: two lines of the result, and a line of tokens and cost. */
export const PREVIEW_LINE = 16
export const PREVIEW_PADDING = 14
export const FOOTER_HEIGHT = 20
const RUN_HEIGHT = PREVIEW_PADDING + 2 * PREVIEW_LINE + FOOTER_HEIGHT

/** Height of a card with a run result, which placement and layout reserve. */
export function cardHeight(ports: NodePorts | undefined): number {
  return headHeight(ports) + RUN_HEIGHT + 2 * BORDER
}

/** Height of a card without a run result. */
export function restingHeight(ports: NodePorts | undefined): number {
  return headHeight(ports) + 2 * BORDER
}

/** Offset of a container's inside, below its header and outer ports. */
export function headHeight(ports: NodePorts | undefined): number {
  const rows = Math.max(ports?.inputs.length ?? 0, ports?.outputs.length ?? 0)
  return HEADER_HEIGHT + rows * ROW_HEIGHT + PADDING
}

/** Padding between a container's border and its nodes. The sides leave room for inner ports. */
export function frameInset(ports: NodePorts | undefined) {
  return { left: 112, right: 112, top: headHeight(ports) + 24, bottom: 32 }
}

export function leastFrameSize(ports: NodePorts | undefined): { width: number; height: number } {
  const { left, right, top, bottom } = frameInset(ports)
  return { width: left + CARD_WIDTH + right, height: top + 112 + bottom }
}
