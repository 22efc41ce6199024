import type { Editor } from '../state/editor-context'
import { focusDrawing } from './focus-node-element'

/** Switches between the outline and the canvas, and moves the focus along. */
export function toggleOutline(editor: Editor): void {
  const { ui } = editor
  ui.getState().set({ isOutlineOpen: !ui.getState().isOutlineOpen })
  focusDrawing(editor)
}
