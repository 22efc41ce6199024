let typed = ''

/** Keeps the letters that are typed while the dialog with the search field loads. @returns function that stops it */
export function keepTyping(): () => void {
  typed = ''
  const keep = (event: KeyboardEvent) => {
    const isInField = event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable]')
    if (isInField || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
    typed += event.key
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('keydown', keep, { capture: true })
  return () => window.removeEventListener('keydown', keep, { capture: true })
}

export const typedAhead = (): string => typed
