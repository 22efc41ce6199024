'use client'
import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

/**
 * Buttons of an environment come and go with what goes on there. When the one that had the focus goes, the focus is put
 * where the reader can go on from, and not at the beginning of the page.
 */
export function useKeptFocus(next: RefObject<HTMLElement | null>) {
  const isInside = useRef(false)
  // After each render: what took the button away was one.
  useEffect(() => {
    if (isInside.current && document.activeElement === document.body) next.current?.focus()
  })
  return {
    onFocus: () => {
      isInside.current = true
    },
    onBlur: ({ target }: FocusEvent) => {
      // Whoever goes elsewhere is left there.
      if (target.isConnected) isInside.current = false
    },
  }
}
