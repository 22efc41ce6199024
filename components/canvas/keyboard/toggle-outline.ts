import type { Editor } from '../state/editor-context'
import { focusDrawing } from './focus-node-element'

/** Shows the outline in the place of the canvas, or the canvas again; the focus goes along. */
export function toggleOutline(editor: Editor): void {
  const { ui } = editor
  ui.getState().set({ isOutlineOpen: !ui.getState().isOutlineOpen })
  focusDrawing(editor)
}
