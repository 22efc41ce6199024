import type { Editor } from '../state/editor-context'

/** Frames to wait: what is loaded when asked for can take seconds on a slow machine. */
const TRIES = 200
const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"]'

/** Puts the focus on a node, in the outline when that is open, once it is drawn and no dialog lies over it. */
export function focusNodeElement({ ui }: Pick<Editor, 'ui'>, nodeId: string): void {
  const selector = ui.getState().isOutlineOpen
    ? `[data-outline-node="${CSS.escape(nodeId)}"]`
    : `.react-flow__node[data-id="${CSS.escape(nodeId)}"]`
  focusSoon(() => document.querySelector(selector))
}

/** Back from a panel to the chosen node; to the drawing when none is chosen. */
export function focusDrawing(editor: Pick<Editor, 'ui' | 'store'>): void {
  const [only] = editor.store.getState().selection
  if (only !== undefined) focusNodeElement(editor, only)
  else focusSoon(() => document.querySelector('[role="tree"] [tabindex="0"], .react-flow__node'))
}

/** The message, or the first field of the form, of the run panel. */
export function openRun({ ui }: Pick<Editor, 'ui'>): void {
  ui.getState().openDock('run')
  focusSoon(() => document.querySelector('[data-panel="dock"] :is(textarea, input:not([type="file"]), select)'))
}

/** The first control of the chosen node's settings, or the one that is named. */
export function focusSettings(
  selector = '[role="tabpanel"] :is(input, textarea, select, button, [role="textbox"])',
): void {
  focusSoon(() => document.querySelector(`[data-panel="inspector"] ${selector}`))
}

/** Forms and rows come a few frames after what asked for them, and a dialog that closes gives its focus back. */
function focusSoon(find: () => Element | null, tries = TRIES): void {
  requestAnimationFrame(() => {
    const element = document.querySelector(LAYERS) ? null : find()
    if (element instanceof HTMLElement) element.focus()
    // A node that React Flow has not measured yet is hidden and takes no focus.
    if ((element === null || document.activeElement !== element) && tries > 0) focusSoon(find, tries - 1)
  })
}
