'use client'
import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

/**
 * Buttons of an environment appear and disappear with its state. If the focused one is removed, the focus moves to the
 * column instead of the start of the page.
 */
export function usePreservedFocus(next: RefObject<HTMLElement | null>) {
  const isInside = useRef(false)
  // Runs after each render, because a render may remove the button.
  useEffect(() => {
    if (isInside.current && document.activeElement === document.body) next.current?.focus()
  })
  return {
    onFocus: () => {
      isInside.current = true
    },
    onBlur: ({ target }: FocusEvent) => {
      // Does not move a focus that is elsewhere.
      if (target.isConnected) isInside.current = false
    },
  }
}
