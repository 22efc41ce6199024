import type { Editor } from '../state/editor-context'

/** Frames to wait: lazily loaded parts can take seconds on a slow machine. */
const TRIES = 200
const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"]'

/** A node that gets the focus in one of the next frames, and what has it until then. */
let pending: { id: string; focused: Element | null } | null = null

/** The node that keys pressed now are for, although it is not focused yet. Null once another element has the focus. */
export const pendingNode = (): string | null =>
  pending !== null && document.activeElement === pending.focused ? pending.id : null

/** Focuses a node once it is rendered and no dialog is open. Uses the outline if it is open. */
export function focusNodeElement({ ui }: Pick<Editor, 'ui'>, nodeId: string): void {
  const selector = ui.getState().isOutlineOpen
    ? `[data-outline-node="${CSS.escape(nodeId)}"]`
    : `.react-flow__node[data-id="${CSS.escape(nodeId)}"]`
  const own = { id: nodeId, focused: document.activeElement }
  pending = own
  focusSoon(() => document.querySelector(selector), {
    onEnd: () => {
      if (pending === own) pending = null
    },
  })
}

/** Returns from a panel to the selected node, or to the canvas if none is selected. */
export function focusDrawing(editor: Pick<Editor, 'ui' | 'store'>): void {
  const [only] = editor.store.getState().selection
  if (only !== undefined) focusNodeElement(editor, only)
  else focusSoon(() => document.querySelector('[role="tree"] [tabindex="0"], .react-flow__node'))
}

/** Opens the run panel at the message or the first form field. Typing would otherwise fire the canvas shortcuts. */
export function openRun({ ui }: Pick<Editor, 'ui'>): void {
  ui.getState().openDock('run')
  // The on-screen keyboard would cover the panel.
  if (window.matchMedia('(pointer: coarse)').matches) return
  focusSoon(() => document.querySelector('[data-panel="dock"] :is(textarea, input:not([type="file"]), select)'))
}

/** Focuses the first or the named control of the node settings. */
export function focusSettings(
  selector = '[role="tabpanel"] :is(input, textarea, select, button, [role="textbox"])',
): void {
  focusSoon(() => document.querySelector(`[data-panel="inspector"] ${selector}`))
}

/** Forms and rows render a few frames later, and a closing dialog restores its focus. */
function focusSoon(
  find: () => Element | null,
  { tries = TRIES, onEnd }: { tries?: number; onEnd?: () => void } = {},
): void {
  requestAnimationFrame(() => {
    const element = document.querySelector(LAYERS) ? null : find()
    if (element instanceof HTMLElement) element.focus()
    // A node that React Flow has not measured yet is hidden and cannot be focused.
    if ((element === null || document.activeElement !== element) && tries > 0)
      focusSoon(find, { tries: tries - 1, ...(onEnd ? { onEnd } : {}) })
    else onEnd?.()
  })
}
