'use client'
import { useReactFlow } from '@xyflow/react'
import { type DragEvent, type MouseEvent, useMemo } from 'react'
import { draggedManifests } from '../palette/dragged-manifests'
import { useEditor } from '../state/editor-context'
import type { FlowEdge, FlowNode } from '../state/flow-elements'
import type { Place } from '../state/graph-edits'
import { CARD_WIDTH } from '../state/layout/card-size'
import { mayStandInside, middleOf } from '../state/layout/move-into'
import { nestingOf } from '../state/layout/nesting'
import { isEmptyArea } from './is-empty-area'

export const DRAG_TYPE = 'application/x-patchbay-node'

/** Drops from the node list, double clicks and right clicks. */
export function useCanvasGestures() {
  const { actions, store, ui, manifests } = useEditor()
  const { screenToFlowPosition } = useReactFlow()
  return useMemo(() => {
    const typeOf = (id: string) => store.getState().nodeById.get(id)?.type ?? ''
    const showTarget = (place: Place, excluded?: ReadonlySet<string>) => {
      const dropTarget = nestingOf(store.getState().graph, manifests).containerAt(place, excluded) ?? null
      if (ui.getState().dropTarget !== dropTarget) ui.getState().set({ dropTarget })
    }
    return {
      area: {
        onDragOver: (event: DragEvent) => {
          if (!event.dataTransfer.types.includes(DRAG_TYPE)) return
          event.preventDefault()
          event.dataTransfer.dropEffect = 'copy'
          const dropEdge = edgeAt(event)
          if (ui.getState().dropEdge !== dropEdge) ui.getState().set({ dropEdge })
          showTarget(screenToFlowPosition({ x: event.clientX, y: event.clientY }))
        },
        onDragLeave: () => ui.getState().set({ dropTarget: null, dropEdge: null }),
        onDrop: (event: DragEvent) => {
          const { dropEdge } = ui.getState()
          ui.getState().set({ dropTarget: null, dropEdge: null })
          const dragged = event.dataTransfer.getData(DRAG_TYPE)
          const manifest = draggedManifests.get(dragged) ?? manifests(dragged)
          if (!manifest) return
          event.preventDefault()
          if (dropEdge !== null && actions.insertOnEdge(manifest, dropEdge)) return
          const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
          actions.insert(manifest, { x: x - CARD_WIDTH / 2, y: y - 26 })
        },
        onDoubleClick: (event: MouseEvent) => {
          if (!(event.target instanceof Element) || !isEmptyArea(event.target)) return
          const position = screenToFlowPosition({ x: event.clientX, y: event.clientY })
          ui.getState().set({ quickAdd: { kind: 'place', at: position } })
        },
      },
      flow: {
        onNodeDrag: (_: unknown, __: FlowNode, dragged: FlowNode[]) => {
          const first = dragged.find(({ id }) => mayStandInside({ type: typeOf(id) }, manifests))
          if (!first) return
          const nesting = nestingOf(store.getState().graph, manifests)
          const corner = first.parentId === undefined ? { x: 0, y: 0 } : nesting.placeOf(first.parentId)
          const place = { x: corner.x + first.position.x, y: corner.y + first.position.y }
          const excluded = nesting.withInside(dragged.map(({ id }) => id))
          showTarget(middleOf(place, nesting.sizeOf(first.id)), excluded)
        },
        onNodeDragStop: () => ui.getState().set({ dropTarget: null }),
        // A right click selects the node under the pointer, so that the menu applies to it.
        onNodeContextMenu: (_: MouseEvent, node: FlowNode) => {
          if (!store.getState().selection.includes(node.id)) store.getState().select([node.id])
        },
        onEdgeContextMenu: (_: MouseEvent, edge: FlowEdge) => store.getState().select([], [edge.id]),
        onPaneContextMenu: () => store.getState().select([]),
      },
    }
  }, [actions, manifests, screenToFlowPosition, store, ui])
}

/** The edge under the pointer, into which a dropped node is inserted. */
function edgeAt({ clientX, clientY }: DragEvent): string | null {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const edge = element.closest('.react-flow__edge')
    if (edge instanceof SVGElement) return edge.dataset.id ?? null
    if (element.closest('.react-flow__node')) return null
  }
  return null
}
