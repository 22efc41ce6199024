'use client'
import { getBezierPath, Position, useStore, ViewportPortal } from '@xyflow/react'
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useEditor, useEditorState, useUi } from '../state/editor-context'
import { referencePairs } from '../state/ports/reference-pairs'

/**
 * Dotted lines for the references of selected nodes. They are dependencies like edges, but would clutter the canvas if
 * always shown.
 */
export function ReferenceLines() {
  const { manifests } = useEditor()
  const selection = useEditorState((state) => state.selection)
  const graph = useEditorState((state) => (state.selection.length > 0 ? state.graph : null))
  const pairs = useMemo(
    () => (graph ? referencePairs(graph, manifests, new Set(selection)) : []),
    [graph, manifests, selection],
  )
  const trail = useTrail()
  if (pairs.length === 0 && trail.length === 0) return null
  return (
    <ViewportPortal>
      <svg aria-hidden className="pointer-events-none absolute overflow-visible" width={1} height={1}>
        {trail.map(({ from, to }) => (
          <ReferenceLine key={`trail ${from}>${to}`} from={from} to={to} isTrail />
        ))}
        {pairs.map(({ from, to }) => (
          <ReferenceLine key={`${from}>${to}`} from={from} to={to} />
        ))}
      </svg>
    </ViewportPortal>
  )
}

/** The path that caused an issue, until the selection changes. */
function useTrail(): { from: string; to: string }[] {
  const trail = useUi((state) => state.trail)
  const isShown = useEditorState(
    ({ selection }) => selection.length === trail.length && trail.every((id) => selection.includes(id)),
  )
  return isShown ? trail.slice(1).map((to, index) => ({ from: trail[index] ?? to, to })) : []
}

function ReferenceLine({ from, to, isTrail = false }: { from: string; to: string; isTrail?: boolean }) {
  const [sourceX, sourceY, targetX, targetY] = useStore(
    useShallow(({ nodeLookup }) => {
      const [source, target] = [nodeLookup.get(from), nodeLookup.get(to)]
      if (!source || !target || source.hidden || target.hidden) return []
      const { x, y } = source.internals.positionAbsolute
      const end = target.internals.positionAbsolute
      // A container passes its item to the inner nodes on the left.
      const isAround = x <= end.x && end.x <= x + (source.measured.width ?? 0) && end.y >= y
      if (isAround) return [x + 6, end.y + 26, end.x, end.y + 26]
      return [x + (source.measured.width ?? 0), y + 26, end.x, end.y + 26]
    }),
  )
  if (sourceX === undefined || sourceY === undefined || targetX === undefined || targetY === undefined) return null
  const [path] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition: Position.Right,
    targetPosition: Position.Left,
  })
  if (isTrail)
    return (
      <path
        d={path}
        data-trail
        fill="none"
        stroke="var(--danger)"
        strokeWidth={8}
        strokeLinecap="round"
        opacity={0.45}
      />
    )
  return (
    <path d={path} fill="none" stroke="var(--accent)" strokeWidth={1.75} strokeDasharray="1 6" strokeLinecap="round" />
  )
}
