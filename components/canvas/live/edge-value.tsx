'use client'
import { LazyPart } from '@/components/ui/lazy-part'
import { edgeValueCard } from '../lazy/parts'
import { useEditorState, useUi } from '../state/editor-context'

/** What came over the edge under the cursor in the newest run, or else over the one that is chosen. */
export function EdgeValue() {
  const hovered = useUi((state) => state.hoveredEdge)
  const chosen = useEditorState((state) => (state.selectedEdges.length === 1 ? state.selectedEdges[0] : undefined))
  const shown = hovered ?? (chosen === undefined ? null : { id: chosen, ...middleOf(chosen) })
  if (!shown) return null
  return <LazyPart part={edgeValueCard} props={{ edgeId: shown.id, x: shown.x, y: shown.y }} />
}

/** Of the drawn edge, on the screen. */
function middleOf(edgeId: string): { x: number; y: number } {
  const box = document.querySelector(`.react-flow__edge[data-id="${CSS.escape(edgeId)}"]`)?.getBoundingClientRect()
  return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 }
}
