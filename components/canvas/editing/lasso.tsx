'use client'
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { type PointerEvent, useEffect, useRef } from 'react'
import { t } from '@/lib/client/messages/t'
import { useEditor } from '../state/editor-context'
import type { FlowNode } from '../state/flow-elements'
import type { Place } from '../state/graph-edits'
import { lassoHits } from './lasso-hits'

/** Selects nodes by drawing an outline. An overlay on the canvas that captures the pointer. */
export function Lasso() {
  const { ui } = useEditor()
  const choose = useChoose()
  const line = useRef<Place[]>([])
  const path = useRef<SVGPathElement>(null)
  const end = () => {
    line.current = []
    ui.getState().set({ isLassoOn: false })
  }
  useEndOnEscape(end)
  const placeOf = (event: PointerEvent<Element>): Place => {
    const corner = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - corner.x, y: event.clientY - corner.y }
  }
  // Updated imperatively, because every pointer move adds a point.
  const draw = () => path.current?.setAttribute('d', `M${line.current.map(({ x, y }) => `${x} ${y}`).join('L')}Z`)
  return (
    <div className="absolute inset-0 z-10 cursor-crosshair touch-none">
      <p
        role="status"
        className="absolute inset-x-0 top-3 mx-auto w-fit rounded-md bg-raised px-3 py-1.5 text-sm shadow-md"
      >
        {t('canvasEditing.lassoHint')}
      </p>
      <svg
        className="size-full"
        data-lasso
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          line.current = [placeOf(event)]
        }}
        onPointerMove={(event) => {
          if (line.current.length === 0) return
          line.current.push(placeOf(event))
          draw()
        }}
        onPointerUp={(event) => {
          choose(line.current, event.currentTarget.getBoundingClientRect())
          end()
        }}
        onPointerCancel={end}
      >
        <title>{t('canvasEditing.lasso')}</title>
        <path ref={path} className="lasso-line" />
      </svg>
    </div>
  )
}

function useChoose() {
  const { store } = useEditor()
  const flow = useStoreApi<FlowNode>()
  const { screenToFlowPosition } = useReactFlow()
  return (line: readonly Place[], sheet: DOMRect) => {
    const onCanvas = line.map(({ x, y }) =>
      screenToFlowPosition({ x: x + sheet.x, y: y + sheet.y }, { snapToGrid: false }),
    )
    const boxes = [...flow.getState().nodeLookup.values()].flatMap(({ id, hidden, measured, internals }) =>
      hidden ? [] : [{ id, ...internals.positionAbsolute, width: measured.width ?? 0, height: measured.height ?? 0 }],
    )
    store.getState().select(lassoHits(boxes, onCanvas))
  }
}

function useEndOnEscape(end: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      end()
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  })
}
