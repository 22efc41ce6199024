'use client'
import { useReactFlow, useStore, useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { useEditor } from '../state/editor-context'
import { openingView } from './opening-view'

/** The first click of a double click can open a panel. Panning before the second click would move its target. */
const AFTER_MS = 260
const MARGIN = 24

interface Box {
  id: string
  x: number
  y: number
  width: number
  height: number
}

/**
 * Pans after a panel made the canvas smaller: to the selected node, otherwise to the graph if all of it was in view. Also
 * pans to a node that was added and selected, which may lie behind the panel that opened for it.
 */
export function KeepInView() {
  const { store } = useEditor()
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const count = useStore((state) => state.nodeLookup.size)
  const previousView = useRef({ width, height, count })
  const flow = useStoreApi()
  const { setViewport } = useReactFlow()
  useEffect(() => {
    const old = previousView.current
    previousView.current = { width, height, count }
    const isSmaller = old.width > 0 && (width < old.width || height < old.height)
    const hasMore = old.count > 0 && count > old.count
    if ((!isSmaller && !hasMore) || width === 0) return
    const timer = setTimeout(() => {
      const { nodeLookup, transform } = flow.getState()
      const [x, y, zoom] = transform
      const boxes: Box[] = [...nodeLookup.values()].flatMap(({ id, hidden, dragging, internals, measured }) =>
        hidden || dragging
          ? []
          : [{ id, ...internals.positionAbsolute, width: measured.width ?? 0, height: measured.height ?? 0 }],
      )
      const { selection } = store.getState()
      const [only] = selection
      const selected = selection.length === 1 ? boxes.find(({ id }) => id === only) : undefined
      if (selected) {
        const right = (selected.x + selected.width) * zoom + x
        const bottom = (selected.y + selected.height) * zoom + y
        const shift = { x: Math.max(0, right - width + MARGIN), y: Math.max(0, bottom - height + MARGIN) }
        if (shift.x > 0 || shift.y > 0) void setViewport({ x: x - shift.x, y: y - shift.y, zoom }, { duration: 160 })
        return
      }
      const wasWhole = boxes.every(
        (box) =>
          box.x * zoom + x >= 0 &&
          box.y * zoom + y >= 0 &&
          (box.x + box.width) * zoom + x <= old.width &&
          (box.y + box.height) * zoom + y <= old.height,
      )
      if (isSmaller && wasWhole && boxes.length > 0)
        void setViewport(openingView(boxes, { width, height }), { duration: 160 })
    }, AFTER_MS)
    return () => clearTimeout(timer)
  }, [width, height, count, flow, setViewport, store])
  return null
}
