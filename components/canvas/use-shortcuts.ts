'use client'
import { useReactFlow } from '@xyflow/react'
import { useEffect } from 'react'
import { t } from '@/lib/client/messages/t'
import { FIT_SMOOTHLY } from './flow/fit-options'
import { hasCommand, hasOtherFocus } from './has-other-focus'
import { openRun } from './keyboard/focus-node-element'
import { toggleOutline } from './keyboard/toggle-outline'
import { useAutoLayout } from './layout/use-auto-layout'
import { offerUndo } from './offer-undo'
import { addBeside, addInView } from './outline/add-beside'
import { middleOfView } from './palette/middle-of-view'
import { usePartKeys } from './parts/use-part-keys'
import { announceLocked, removeSelection } from './remove-selection'
import { selectInside, selectOutside } from './select-level'
import { type Editor, useEditor } from './state/editor-context'
import { copySelection, pasteFiles, pasteText } from './use-clipboard'

/** Loaded on demand, so that it is not part of the page's first JavaScript. */
const editing = () => import('./editing/use-editing-commands')

/** Keyboard shortcuts of the editor. A focused field keeps its own keys. */
export function useShortcuts(): void {
  const editor = useEditor()
  const flow = useReactFlow()
  const layout = useAutoLayout()
  const partKeys = usePartKeys()
  useEffect(() => {
    const fit = () => void flow.fitView(FIT_SMOOTHLY)
    const add = () =>
      editor.ui.getState().isOutlineOpen
        ? addBeside(editor)
        : addInView(editor, middleOfView(flow.screenToFlowPosition))
    const plainKeys: Readonly<Record<string, () => void>> = {
      a: add,
      '/': add,
      f: fit,
      l: () => void layout().then((isDone) => isDone && offerUndo(editor, t('canvas.arranged'))),
      o: () => toggleOutline(editor),
      '?': () => editor.ui.getState().set({ isShortcutsOpen: true }),
      r: () => openRun(editor),
      delete: () => removeSelection(editor),
      backspace: () => removeSelection(editor),
      k: () => {
        const { selection } = editor.store.getState()
        if (selection.length === 0) return
        editor.actions.toggleLocked(selection)
        const isLocked = editor.store.getState().nodeById.get(selection[0] ?? '')?.locked
        offerUndo(editor, t(isLocked ? 'canvas.lockedNodes' : 'canvas.unlockedNodes', { count: selection.length }))
      },
      m: () => void editing().then(({ wrapSelection }) => wrapSelection(editor, 'map')),
      q: () => editor.ui.getState().set({ isLassoOn: !editor.ui.getState().isLassoOn }),
      escape: () => editor.store.getState().select([]),
    }
    const shiftedKeys: Readonly<Record<string, () => void>> = {
      ...partKeys,
      m: () => void editing().then(({ wrapSelection }) => wrapSelection(editor, 'loop')),
    }
    const plainKey = (key: string, withShift: boolean) => (withShift ? shiftedKeys[key] : undefined) ?? plainKeys[key]
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || hasOtherFocus(event)) return
      const key = event.key.toLowerCase()
      const action = hasCommand(event) ? commandFor(editor, key, event.shiftKey) : plainKey(key, event.shiftKey)
      if (!action || event.altKey) return
      event.preventDefault()
      action()
    }
    function onPaste(event: ClipboardEvent) {
      if (hasOtherFocus(event)) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      const files = [...(event.clipboardData?.files ?? [])]
      if (text === '' && files.length === 0) return
      event.preventDefault()
      if (text === '') pasteFiles(editor.ui, files)
      else pasteText(editor, text)
    }
    // These take precedence over React Flow's own Enter and Escape handling.
    function onLevelKey(event: KeyboardEvent) {
      if (hasCommand(event) || event.altKey || hasOtherFocus(event) || !isOnCanvas(event)) return
      const hasEntered = event.key === 'Enter' && selectInside(editor)
      const hasLeft = event.key === 'Escape' && selectOutside(editor)
      if (!hasEntered && !hasLeft) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', onLevelKey, true)
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('keydown', onLevelKey, true)
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('paste', onPaste)
    }
  }, [editor, flow, layout, partKeys])
}

function commandFor(editor: Editor, key: string, withShift: boolean): (() => void) | undefined {
  const { actions, store, saver, ui } = editor
  const commands: Readonly<Record<string, () => void>> = {
    z: () => (withShift ? store.getState().redo() : store.getState().undo()),
    y: () => store.getState().redo(),
    a: () => actions.selectAll(),
    d: () => actions.duplicate(),
    f: () => ui.getState().set({ isSearchOpen: true }),
    g: () =>
      void editing().then(({ groupSelected, ungroupSelected }) =>
        withShift ? ungroupSelected(editor) : groupSelected(editor),
      ),
    k: () => ui.getState().set({ isCommandOpen: true }),
    s: () => void saver.flush(),
    enter: () => openRun(editor),
  }
  if (store.getState().selection.length > 0 && !hasTextSelection()) {
    if (key === 'c') return () => void copySelection(actions)
    if (key === 'x') return () => void copySelection(actions).then(() => announceLocked(actions.removeSelection()))
  }
  return commands[key]
}

/** Whether the canvas or a node has the focus, but not a button on it. */
function isOnCanvas({ target }: Event): boolean {
  return (
    target === document.body || (target instanceof Element && target.matches('.react-flow__node, .react-flow__pane'))
  )
}

function hasTextSelection(): boolean {
  return (document.getSelection()?.toString() ?? '') !== ''
}
