'use client'
import { useState } from 'react'

/** Whether this browser has hidden a hint, and a function that hides it. */
export function useDismissed(name: string): [isDismissed: boolean, dismiss: () => void] {
  const key = `patchbay-dismissed-${name}`
  const [isDismissed, setDismissed] = useState(() => localStorage.getItem(key) !== null)
  const dismiss = () => {
    localStorage.setItem(key, 'yes')
    setDismissed(true)
  }
  return [isDismissed, dismiss]
}
