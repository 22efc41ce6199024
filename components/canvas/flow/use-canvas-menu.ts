import { type MouseEvent, type PointerEvent, useRef, useState } from 'react'

/** The delay after which browsers treat a touch as a right click. */
const LONG_PRESS_MS = 700

/** Opens the context menu on right click, menu key or long press. iOS sends no `contextmenu` event for long presses. */
export function useCanvasMenu() {
  const [position, setPosition] = useState({ x: 0, y: 0 })
  const [open, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stop = () => clearTimeout(timer.current)
  function openAt({ clientX, clientY }: { clientX: number; clientY: number }) {
    stop()
    setPosition({ x: clientX, y: clientY })
    setOpen(true)
  }
  return {
    area: {
      onContextMenu(event: MouseEvent) {
        event.preventDefault()
        openAt(event)
      },
      onPointerDown(event: PointerEvent) {
        stop()
        if (event.pointerType !== 'mouse')
          timer.current = setTimeout(openAt, LONG_PRESS_MS, { clientX: event.clientX, clientY: event.clientY })
      },
      onPointerMove: stop,
      onPointerCancel: stop,
      onPointerUp: stop,
    },
    menu: { at: position, open, onOpenChange: setOpen },
  }
}
