'use client'
import { useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'

const GAP = 24
/** The minimum distance of two dots on the screen. */
const MIN_GAP = 20

/** Dotted background. A separate layer that is shifted by less than one gap, so that panning repaints nothing. */
export function Dots() {
  const layer = useRef<HTMLDivElement>(null)
  const store = useStoreApi()
  useEffect(() => {
    let drawnGap = 0
    const draw = ({ transform: [x, y, zoom] }: { transform: readonly [number, number, number] }) => {
      const style = layer.current?.style
      if (!style) return
      let gap = GAP * zoom
      while (gap < MIN_GAP) gap *= 2
      if (gap !== drawnGap) {
        drawnGap = gap
        style.inset = `${-gap}px`
        style.backgroundSize = `${gap}px ${gap}px`
      }
      style.transform = `translate(${x % gap}px, ${y % gap}px)`
    }
    draw(store.getState())
    return store.subscribe((state, before) => {
      if (state.transform !== before.transform) draw(state)
    })
  }, [store])
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 overflow-hidden">
      <div ref={layer} className="canvas-dots absolute" />
    </div>
  )
}
