import { h } from '../element'
import { fill } from '../texts'

/** The way back, in the place of what was deleted. */
export const undoButton = (onUndo: () => void): HTMLElement =>
  h('button', { type: 'button', class: 'second', on: { click: onUndo } }, fill('undo'))
