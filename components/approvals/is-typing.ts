const KEY_HANDLERS =
  'input, textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=menu], [role=dialog]'

/** Whether a key belongs to a field, a menu or a browser shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey || event.isComposing) return true
  if (document.querySelector('[role=dialog]')) return true
  return event.target instanceof Element && event.target.closest(KEY_HANDLERS) !== null
}
