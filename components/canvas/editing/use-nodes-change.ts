'use client'
import { type NodeChange, useStoreApi } from '@xyflow/react'
import { useMemo, useRef } from 'react'
import { notifyRemovedEdges } from '../flow/notify-removed-edges'
import { useEditor } from '../state/editor-context'
import type { FlowNode } from '../state/flow-elements'
import { boundsOf } from './group-box'
import { type GuideLines, guideLines, snapToGuides } from './guides'
import { moveAlong } from './move-along'

/** Snap distance in screen pixels. */
const REACH = 5

/**
 * During a drag only React Flow moves the nodes; the final positions are written to the graph. Frames move their nodes,
 * and nodes snap to visible ones.
 */
export function useNodesChange() {
  const { store, ui, actions, manifests } = useEditor()
  const flow = useStoreApi<FlowNode>()
  const drag = useRef<GuideLines | null>(null)
  return useMemo(() => {
    const snapped = (changes: NodeChange<FlowNode>[], lines: GuideLines): NodeChange<FlowNode>[] => {
      const { nodeLookup, transform } = flow.getState()
      const moves = changes.flatMap((change) => (change.type === 'position' && change.position ? [change] : []))
      const boxes = moves.flatMap(({ id, position }) => {
        const node = nodeLookup.get(id)
        const corner =
          node?.parentId === undefined ? undefined : nodeLookup.get(node.parentId)?.internals.positionAbsolute
        if (!node || !position) return []
        const { width = 0, height = 0 } = node.measured
        return [{ x: position.x + (corner?.x ?? 0), y: position.y + (corner?.y ?? 0), width, height }]
      })
      if (boxes.length === 0) return changes
      const { shift, x, y } = snapToGuides(boundsOf(boxes), lines, REACH / transform[2])
      const { guides } = ui.getState()
      if (guides?.x !== x || guides?.y !== y) ui.getState().set({ guides: { x, y } })
      if (shift.x === 0 && shift.y === 0) return changes
      return changes.map((change) =>
        change.type === 'position' && change.position
          ? { ...change, position: { x: change.position.x + shift.x, y: change.position.y + shift.y } }
          : change,
      )
    }
    return {
      onNodeDragStart: (_: unknown, __: FlowNode, dragged: FlowNode[]) => {
        drag.current = linesInView(flow.getState(), new Set(dragged.map(({ id }) => id)))
      },
      onNodesChange: (changes: NodeChange<FlowNode>[]) => {
        const { graph, flowNodes, onNodesChange } = store.getState()
        const onLines = drag.current ? snapped(changes, drag.current) : changes
        const all = moveAlong(onLines, { graph, nodes: flowNodes, manifests })
        onNodesChange(all)
        const settled = all.flatMap((change) => (change.type === 'position' && !change.dragging ? [change.id] : []))
        if (settled.length === 0) return
        drag.current = null
        if (ui.getState().guides) ui.getState().set({ guides: null })
        notifyRemovedEdges(store, actions.settle(settled))
      },
    }
  }, [store, ui, actions, manifests, flow])
}

type FlowState = ReturnType<ReturnType<typeof useStoreApi<FlowNode>>['getState']>

/** Computed once per drag, for visible nodes that are not dragged themselves. */
function linesInView({ nodeLookup, transform, width, height }: FlowState, dragged: ReadonlySet<string>): GuideLines {
  const [x, y, zoom] = transform
  const view = { left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom }
  const boxes = [...nodeLookup.values()].flatMap(({ id, parentId, hidden, measured, internals }) => {
    const { x: left, y: top } = internals.positionAbsolute
    const size = { width: measured.width ?? 0, height: measured.height ?? 0 }
    const isInView =
      left < view.right && top < view.bottom && left + size.width > view.left && top + size.height > view.top
    const isDragged = dragged.has(id) || (parentId !== undefined && dragged.has(parentId))
    return hidden || !isInView || isDragged ? [] : [{ x: left, y: top, ...size }]
  })
  return guideLines(boxes)
}
