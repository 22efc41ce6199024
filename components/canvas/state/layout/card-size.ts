import type { CardPorts } from '../ports/card-ports'

export const CARD_WIDTH = 224
export const HEADER_HEIGHT = 52
export const ROW_HEIGHT = 22
/** Labels of the capabilities that a node uses, along its bottom edge. */
export const BIND_HEIGHT = 20
const PADDING = 6
const BORDER = 1
/** Space for the last run on a card: two lines of the result, and a line of tokens and cost. */
export const PREVIEW_LINE = 16
export const PREVIEW_PADDING = 14
export const FOOTER_HEIGHT = 20
const RUN_HEIGHT = PREVIEW_PADDING + 2 * PREVIEW_LINE + FOOTER_HEIGHT

type Rows = Pick<CardPorts, 'inputs' | 'outputs' | 'bindInputs'>

/** Height of a card with a run result, which placement and layout reserve. */
export function cardHeight(ports: Rows | undefined): number {
  return restingHeight(ports) + RUN_HEIGHT
}

/** Height of a card without a run result. */
export function restingHeight(ports: Rows | undefined): number {
  return headHeight(ports) + 2 * BORDER
}

/** Offset of a container's inside, below its header and outer ports. */
export function headHeight(ports: Rows | undefined): number {
  const rows = Math.max(ports?.inputs.length ?? 0, ports?.outputs.length ?? 0)
  const bind = ports && ports.bindInputs.length > 0 ? BIND_HEIGHT : 0
  return HEADER_HEIGHT + rows * ROW_HEIGHT + bind + PADDING
}

/** Padding between a container's border and its nodes. The sides leave room for inner ports. */
export function frameInset(ports: Rows | undefined) {
  return { left: 104, right: 104, top: headHeight(ports) + 24, bottom: 32 }
}

export function leastFrameSize(ports: Rows | undefined): { width: number; height: number } {
  const { left, right, top, bottom } = frameInset(ports)
  return { width: left + CARD_WIDTH + right, height: top + 112 + bottom }
}
