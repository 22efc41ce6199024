'use client'
import { useReactFlow } from '@xyflow/react'
import { type DragEvent, type MouseEvent, useMemo } from 'react'
import { useEditor } from '../state/editor-context'
import type { FlowEdge, FlowNode } from '../state/flow-elements'
import { NODE_WIDTH } from './node-size'

export const DRAG_TYPE = 'application/x-patchbay-node'

/** Drops from the palette, double clicks and right clicks. */
export function useCanvasGestures() {
  const { actions, store, ui, manifests } = useEditor()
  const { screenToFlowPosition } = useReactFlow()
  return useMemo(
    () => ({
      area: {
        onDragOver: (event: DragEvent) => {
          if (!event.dataTransfer.types.includes(DRAG_TYPE)) return
          event.preventDefault()
          event.dataTransfer.dropEffect = 'copy'
        },
        onDrop: (event: DragEvent) => {
          const manifest = manifests(event.dataTransfer.getData(DRAG_TYPE))
          if (!manifest) return
          event.preventDefault()
          const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
          actions.insert(manifest, { x: x - NODE_WIDTH / 2, y: y - 26 })
        },
        onDoubleClick: (event: MouseEvent) => {
          if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return
          const at = screenToFlowPosition({ x: event.clientX, y: event.clientY })
          ui.getState().set({ quickAdd: { kind: 'place', at } })
        },
      },
      flow: {
        // A right click on what is not chosen chooses it, so that the menu is about what was clicked.
        onNodeContextMenu: (_: MouseEvent, node: FlowNode) => {
          if (!store.getState().selection.includes(node.id)) store.getState().select([node.id])
        },
        onEdgeContextMenu: (_: MouseEvent, edge: FlowEdge) => store.getState().select([], [edge.id]),
        onPaneContextMenu: () => store.getState().select([]),
      },
    }),
    [actions, manifests, screenToFlowPosition, store, ui],
  )
}
