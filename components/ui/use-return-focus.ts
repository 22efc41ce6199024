'use client'
import { useRef } from 'react'

interface AutoFocus {
  onOpenAutoFocus?: ((event: Event) => void) | undefined
  onCloseAutoFocus?: ((event: Event) => void) | undefined
}

/**
 * Radix gives the focus back to a dialog's trigger. Dialogs that are opened by state have none, and whoever closed one by
 * keyboard would be at the beginning of the page: so it goes back to what had it before.
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
      // What closed the dialog may have put the focus elsewhere.
      if (event.defaultPrevented || document.activeElement !== document.body || !opener.current?.isConnected) return
      event.preventDefault()
      opener.current.focus()
    },
  }
}

/** A menu goes when something in it is chosen: then it is the button that opened it. */
function openerOf(focused: Element | null): HTMLElement | null {
  const trigger = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const opener = trigger ? document.getElementById(trigger) : focused
  return opener instanceof HTMLElement && opener !== document.body ? opener : null
}
