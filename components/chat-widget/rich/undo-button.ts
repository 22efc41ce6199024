import { h } from '../element'
import { fill } from '../texts'

/** The undo button that takes the place of a deleted item. */
export const undoButton = (onUndo: () => void): HTMLElement =>
  h('button', { type: 'button', class: 'second', on: { click: onUndo } }, fill('undo'))
