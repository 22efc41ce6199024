'use client'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { cn } from './cn'

export interface ResizableSplitProps {
  /** `row`: side by side. `column`: stacked. */
  direction: 'row' | 'column'
  /** The panel with the fixed size; the other one fills the rest. */
  sized: 'first' | 'second'
  /** In pixels, like the sizes below. */
  defaultSize: number
  minSize: number
  maxSize: number
  /** Key under which this browser stores the size. */
  storageKey?: string
  /** Accessible name of the divider. */
  label: string
  first: ReactNode
  /** Null hides the panel and its divider. */
  second: ReactNode
  className?: string
}

const KEY_STEP = 24

/** Two panels with a divider that can be dragged, or moved with arrow keys, Home and End. */
export function ResizableSplit(props: ResizableSplitProps) {
  const { direction, sized, defaultSize, minSize, maxSize, storageKey, label, first, second, className } = props
  const [size, setSize] = useStoredSize(storageKey, defaultSize)
  const clamped = clamp(size, minSize, maxSize)
  const isRow = direction === 'row'
  const drag = useRef<{ from: number; size: number } | null>(null)
  // Moving the divider toward the end grows the first panel and shrinks the second.
  const sign = sized === 'first' ? 1 : -1

  function position(event: PointerEvent) {
    return isRow ? event.clientX : event.clientY
  }
  function onPointerDown(event: PointerEvent<HTMLHRElement>) {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { from: position(event), size: clamped }
  }
  function onPointerMove(event: PointerEvent) {
    if (drag.current) setSize(clamp(drag.current.size + sign * (position(event) - drag.current.from), minSize, maxSize))
  }
  function onKeyDown(event: KeyboardEvent) {
    const forward = isRow ? 'ArrowRight' : 'ArrowDown'
    const backward = isRow ? 'ArrowLeft' : 'ArrowUp'
    const next = {
      [forward]: clamped + sign * KEY_STEP,
      [backward]: clamped - sign * KEY_STEP,
      Home: minSize,
      End: maxSize,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    setSize(clamp(next, minSize, maxSize))
  }

  const style = { [isRow ? 'width' : 'height']: clamped, flex: 'none' }
  return (
    <div className={cn('flex min-h-0 min-w-0 flex-1', isRow ? 'flex-row' : 'flex-col', className)}>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col" style={sized === 'first' && second ? style : undefined}>
        {first}
      </div>
      {second ? (
        <hr
          tabIndex={0}
          aria-label={label}
          aria-orientation={isRow ? 'vertical' : 'horizontal'}
          aria-valuenow={clamped}
          aria-valuemin={minSize}
          aria-valuemax={maxSize}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={() => {
            drag.current = null
          }}
          onDoubleClick={() => setSize(defaultSize)}
          onKeyDown={onKeyDown}
          className={cn(
            'relative z-10 shrink-0 touch-none border-0 bg-line transition-colors before:absolute hover:bg-accent focus-visible:bg-accent focus-visible:outline-none',
            isRow
              ? 'h-auto w-px cursor-col-resize before:-inset-x-1.5 before:inset-y-0'
              : 'h-px w-auto cursor-row-resize before:-inset-y-1.5 before:inset-x-0',
          )}
        />
      ) : null}
      {second ? (
        <div className="flex min-h-0 min-w-0 flex-1 flex-col" style={sized === 'second' ? style : undefined}>
          {second}
        </div>
      ) : null}
    </div>
  )
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

function useStoredSize(storageKey: string | undefined, defaultSize: number) {
  const [size, setSize] = useState(defaultSize)
  useEffect(() => {
    const stored = storageKey ? Number(localStorage.getItem(`patchbay-split-${storageKey}`)) : 0
    setSize(stored > 0 ? stored : defaultSize)
  }, [storageKey, defaultSize])
  function store(next: number) {
    setSize(next)
    if (storageKey) localStorage.setItem(`patchbay-split-${storageKey}`, String(Math.round(next)))
  }
  return [size, store] as const
}
