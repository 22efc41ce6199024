'use client'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { placeBeside, type Side } from './place-beside'

export interface TooltipBubbleProps {
  id: string
  anchor: HTMLElement
  side: Side
  onEnter: () => void
  onLeave: () => void
  onClose: () => void
  children: ReactNode
}

/** The tooltip, above everything. Hidden by Escape or when its element scrolls away. */
export function TooltipBubble({ id, anchor, side, onEnter, onLeave, onClose, children }: TooltipBubbleProps) {
  const bubble = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const box = bubble.current
    if (!box) return
    const view = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight }
    const size = { width: box.offsetWidth, height: box.offsetHeight }
    const { x, y } = placeBeside(anchor.getBoundingClientRect(), size, view, side)
    box.style.translate = `${Math.round(x)}px ${Math.round(y)}px`
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    const onScroll = ({ target }: Event) => target instanceof Node && target.contains(anchor) && onClose()
    window.addEventListener('keydown', onKey, true)
    window.addEventListener('scroll', onScroll, { capture: true, passive: true })
    return () => {
      window.removeEventListener('keydown', onKey, true)
      window.removeEventListener('scroll', onScroll, true)
    }
  }, [anchor, onClose])
  return createPortal(
    <div
      ref={bubble}
      id={id}
      role="tooltip"
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      className="pointer-events-auto fixed top-0 left-0 z-60 flex w-max max-w-72 animate-fade items-center gap-2 rounded-md bg-ink px-2 py-1 text-ink-inverse text-xs shadow-md"
    >
      {children}
    </div>,
    document.body,
  )
}
