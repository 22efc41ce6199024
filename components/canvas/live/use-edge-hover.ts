'use client'
import { useMemo } from 'react'
import { useEditor } from '../state/editor-context'
import type { FlowEdge } from '../state/flow-elements'

interface Pointer {
  clientX: number
  clientY: number
}

/** Stores the hovered edge, so that one component shows its value and no edge needs a listener. */
export function useEdgeHover() {
  const { ui } = useEditor()
  return useMemo(
    () => ({
      onEdgeMouseEnter: ({ clientX, clientY }: Pointer, { id }: FlowEdge) =>
        ui.getState().set({ hoveredEdge: { id, x: clientX, y: clientY } }),
      onEdgeMouseLeave: () => ui.getState().set({ hoveredEdge: null }),
    }),
    [ui],
  )
}
