import { type FocusEvent, type PointerEvent, useEffect, useRef, useState } from 'react'

const DELAY_MS = 350
/** Time to move the pointer from the element to its tooltip. */
const GRACE_MS = 120
/** Within this time after a tooltip was shown, the next one appears immediately. */
const NEIGHBOR_MS = 200

/** Closes the visible tooltip, since only one is visible at a time. */
let closeShown: (() => void) | null = null
let closedAt = 0

/** Shows a tooltip on hover or keyboard focus, but not on touch or press. */
export function useTooltip() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isOpen = useRef(false)

  const close = useRef(() => {
    clearTimeout(timer.current)
    if (!isOpen.current) return
    isOpen.current = false
    closedAt = Date.now()
    if (closeShown === close) closeShown = null
    setAnchor(null)
  }).current

  function openTooltip(element: HTMLElement) {
    clearTimeout(timer.current)
    if (isOpen.current) return
    closeShown?.()
    closeShown = close
    isOpen.current = true
    setAnchor(element)
  }

  useEffect(() => close, [close])

  return {
    /** The element whose tooltip is visible; null if none is. */
    anchor,
    close,
    enter({ currentTarget, pointerType }: PointerEvent<HTMLElement>) {
      if (pointerType === 'touch') return
      clearTimeout(timer.current)
      if (closeShown || Date.now() - closedAt < NEIGHBOR_MS) openTooltip(currentTarget)
      else timer.current = setTimeout(openTooltip, DELAY_MS, currentTarget)
    },
    /** The pointer is on the tooltip, so that its text can be selected. */
    stay: () => clearTimeout(timer.current),
    leave() {
      clearTimeout(timer.current)
      timer.current = setTimeout(close, GRACE_MS)
    },
    press: close,
    focus({ currentTarget }: FocusEvent<HTMLElement>) {
      if (currentTarget.matches(':focus-visible')) openTooltip(currentTarget)
    },
  }
}
