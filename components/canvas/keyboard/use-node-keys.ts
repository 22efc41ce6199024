import { useEffect } from 'react'
import { hasCommand, hasOtherFocus } from '../has-other-focus'
import { type Editor, useEditor } from '../state/editor-context'
import { focusDrawing, pendingNode } from './focus-node-element'
import type { Direction } from './neighbor'
import { addAfter, configure, goTo, moveBy, NAME_FIELD, remove } from './node-actions'

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const STEP = 8
const LONG_STEP = 40

/** Shortcuts of the focused node, on the canvas or in the outline. They take precedence over React Flow's. */
export function useNodeKeys(): void {
  const editor = useEditor()
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || hasCommand(event)) return
      if (event.key === 'Escape' && leavePanel(editor, event)) return handled(event)
      if (hasOtherFocus(event)) return
      const place = placeOf(event.target)
      const action = place ? actionFor(editor, event, { ...place, id: pendingNode() ?? place.id }) : undefined
      if (!action) return
      handled(event)
      action()
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [editor])
}

interface NodePlace {
  id: string
  isOutline: boolean
}

function actionFor(editor: Editor, event: KeyboardEvent, { id, isOutline }: NodePlace): (() => void) | undefined {
  const direction = ARROWS[event.key]
  if (direction && event.altKey) {
    return () => moveBy(editor, id, { direction, by: event.shiftKey ? LONG_STEP : STEP })
  }
  // The outline has its own arrow key navigation.
  if (direction) return isOutline || event.shiftKey ? undefined : () => goTo(editor, id, direction)
  if (event.altKey) return undefined
  const { ui, store } = editor
  const choose = () => store.getState().select([id])
  if (event.shiftKey) {
    const shifted: Readonly<Record<string, () => void>> = {
      a: () => addAfter(editor, id),
      c: () => ui.getState().set({ disconnecting: id }),
    }
    return shifted[event.key.toLowerCase()]
  }
  const plain: Readonly<Record<string, () => void>> = {
    enter: () => configure(editor, id),
    i: () => configure(editor, id),
    f2: () => configure(editor, id, NAME_FIELD),
    c: () => {
      choose()
      ui.getState().set({ connecting: { node: id } })
    },
    delete: () => remove(editor, id),
    backspace: () => remove(editor, id),
  }
  return plain[event.key.toLowerCase()]
}

function placeOf(target: EventTarget | null): NodePlace | undefined {
  if (!(target instanceof HTMLElement)) return undefined
  const { outlineNode, id } = target.dataset
  if (outlineNode !== undefined) return { id: outlineNode, isOutline: true }
  return target.matches('.react-flow__node') && id !== undefined ? { id, isOutline: false } : undefined
}

/** Returns from the settings or run panel to the node. Open popups inside them close first. */
function leavePanel(editor: Editor, { target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement) || !target.closest('[data-panel]')) return false
  const isOpen = target.getAttribute('aria-expanded') === 'true'
  if (isOpen || document.querySelector('[role="dialog"], [role="menu"], [role="listbox"], .cm-tooltip')) return false
  focusDrawing(editor)
  return true
}

function handled(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
}
