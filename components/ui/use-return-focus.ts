'use client'
import { useRef } from 'react'

interface AutoFocus {
  onOpenAutoFocus?: ((event: Event) => void) | undefined
  onCloseAutoFocus?: ((event: Event) => void) | undefined
}

/**
 * Radix returns the focus to a dialog's trigger. Dialogs opened by state have none, so without this hook keyboard users
 * would continue at the start of the page. It restores the previous focus instead.
 */
export function useReturnFocus({ onOpenAutoFocus, onCloseAutoFocus }: AutoFocus): Required<AutoFocus> {
  const opener = useRef<HTMLElement | null>(null)
  return {
    onOpenAutoFocus: (event) => {
      opener.current = openerOf(document.activeElement)
      onOpenAutoFocus?.(event)
    },
    onCloseAutoFocus: (event) => {
      onCloseAutoFocus?.(event)
      // The action that closed the dialog may have moved the focus.
      if (event.defaultPrevented || document.activeElement !== document.body || !opener.current?.isConnected) return
      event.preventDefault()
      opener.current.focus()
    },
  }
}

/** Selecting a menu item removes it; the focus then returns to the menu's button. */
function openerOf(focused: Element | null): HTMLElement | null {
  const trigger = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const opener = trigger ? document.getElementById(trigger) : focused
  return opener instanceof HTMLElement && opener !== document.body ? opener : null
}
