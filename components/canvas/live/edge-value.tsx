'use client'
import { LazyPart } from '@/components/ui/lazy-part'
import { edgeValueCard } from '../lazy/parts'
import { useEditorState, useUi } from '../state/editor-context'

/** The latest run's value on the hovered edge, or else on the selected one. */
export function EdgeValue() {
  const hovered = useUi((state) => state.hoveredEdge)
  const selected = useEditorState((state) => (state.selectedEdges.length === 1 ? state.selectedEdges[0] : undefined))
  const shownEdge = hovered ?? (selected === undefined ? null : { id: selected, ...middleOf(selected) })
  if (!shownEdge) return null
  return <LazyPart part={edgeValueCard} props={{ edgeId: shownEdge.id, x: shownEdge.x, y: shownEdge.y }} />
}

/** Screen position of the drawn edge. */
function middleOf(edgeId: string): { x: number; y: number } {
  const box = document.querySelector(`.react-flow__edge[data-id="${CSS.escape(edgeId)}"]`)?.getBoundingClientRect()
  return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 }
}
