import { type FocusEvent, type PointerEvent, useEffect, useRef, useState } from 'react'

/** How long a pointer rests before the tooltip shows, and how long it may be on its way to the tooltip itself. */
const DELAY_MS = 350
const GRACE_MS = 120
/** Within this time after one was shown, the neighbour's shows at once. */
const NEIGHBOUR_MS = 200

/** One is shown at a time. */
let closeShown: (() => void) | null = null
let closedAt = 0

/** When a tooltip is shown: a pointer rests, or the keyboard's focus arrives. Not by touch, and not by a press. */
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

  function open(element: HTMLElement) {
    clearTimeout(timer.current)
    if (isOpen.current) return
    closeShown?.()
    closeShown = close
    isOpen.current = true
    setAnchor(element)
  }

  useEffect(() => close, [close])

  return {
    /** The element at which it is shown; null: it is not. */
    anchor,
    close,
    enter({ currentTarget, pointerType }: PointerEvent<HTMLElement>) {
      if (pointerType === 'touch') return
      clearTimeout(timer.current)
      if (closeShown || Date.now() - closedAt < NEIGHBOUR_MS) open(currentTarget)
      else timer.current = setTimeout(open, DELAY_MS, currentTarget)
    },
    /** The pointer is on the tooltip itself, which can be read and copied. */
    stay: () => clearTimeout(timer.current),
    leave() {
      clearTimeout(timer.current)
      timer.current = setTimeout(close, GRACE_MS)
    },
    press: close,
    focus({ currentTarget }: FocusEvent<HTMLElement>) {
      if (currentTarget.matches(':focus-visible')) open(currentTarget)
    },
  }
}
