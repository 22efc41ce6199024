/**
 * Whether the user is typing or a dialog or menu is open. Undo and redo still apply to the canvas in content-editable
 * fields, which have no undo of their own.
 */
export function hasOtherFocus(event: Event): boolean {
  const { target } = event
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return true
  if (!(target instanceof HTMLElement)) return false
  // The code editor has its own undo.
  if (target.closest('.cm-editor')) return true
  if (target.isContentEditable) return !(event instanceof KeyboardEvent && isUndo(event))
  return target.matches('input, textarea, select')
}

function isUndo(event: KeyboardEvent): boolean {
  return hasCommand(event) && ['z', 'y'].includes(event.key.toLowerCase())
}

export function hasCommand(event: KeyboardEvent): boolean {
  return event.metaKey || event.ctrlKey
}
