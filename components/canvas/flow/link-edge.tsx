'use client'
import { BaseEdge, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { useStore } from 'zustand'
import { cn } from '@/components/ui/cn'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { t } from '@/lib/client/messages/t'
import { isCapabilityKind } from '@/lib/graph/ports'
import { useEditor, useEditorState, useUi } from '../state/editor-context'
import type { FlowEdge } from '../state/flow-elements'
import { portsOf } from '../state/ports/node-ports'
import { outputKind } from '../state/ports/port-kind'
import { countRender } from './count-render'
import { edgeRoute } from './edge-route'
import { portColor } from './nodes/port-color'

/**
 * Data edges are solid in the color of their kind. Binding edges, which attach a capability, are dashed; control edges,
 * which pass no value, are gray and dotted.
 */
export const LinkEdge = memo(function LinkEdge(props: EdgeProps<FlowEdge>) {
  useLocale()
  const { id, source, target, selected } = props
  countRender(`edge ${id}`)
  const { path, x, y } = edgeRoute(props)
  const { manifests } = useEditor()
  const kind = useEditorState(({ nodeById }) => outputKind(nodeById.get(source), props.sourceHandleId, manifests))
  const isBind = isCapabilityKind(kind)
  const isControl = useEditorState(({ nodeById }) => {
    const node = nodeById.get(target)
    return node !== undefined && portsOf(node, manifests).when?.id === props.targetHandleId
  })
  const isLive = useIsLive(source, target)
  const isDrop = useUi((state) => state.dropEdge === id)
  const isMarked = selected || isDrop
  const ownColor = isControl ? 'var(--muted)' : portColor(kind)
  const ownWidth = isMarked ? 2.5 : 1.75
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={22}
        className={cn('edge-line', isLive && !isBind && !isControl && 'edge-line-live')}
        style={{
          stroke: isMarked ? 'var(--accent)' : ownColor,
          strokeWidth: isDrop ? 4 : ownWidth,
          ...(isControl ? { strokeDasharray: '2 5', strokeLinecap: 'round' as const } : {}),
          ...(isBind ? { strokeDasharray: '5 5' } : {}),
        }}
      />
      <PlusButton edgeId={id} x={x} y={y} />
    </>
  )
})

/** Part of the edge's SVG, so that it appears on hover without a listener per edge. */
function PlusButton({ edgeId, x, y }: { edgeId: string; x: number; y: number }) {
  const { ui } = useEditor()
  const open = () => ui.getState().set({ quickAdd: { kind: 'between', edgeId } })
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button element.
    <g
      role="button"
      tabIndex={0}
      aria-label={t('canvas.insertHere')}
      className="edge-plus nodrag nopan"
      transform={`translate(${x} ${y})`}
      onClick={(event) => {
        event.stopPropagation()
        open()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') open()
      }}
    >
      <circle r={10} fill="var(--raised)" stroke="var(--line-strong)" />
      <path d="M-4 0H4M0 -4V4" stroke="var(--ink)" strokeWidth={1.5} strokeLinecap="round" />
    </g>
  )
}

/** A value is in transit: the source has produced it and the target is processing it. */
function useIsLive(source: string, target: string): boolean {
  return useStore(
    useEditor().run,
    ({ isActive, nodes }) =>
      isActive && nodes.get(source)?.status === 'done' && nodes.get(target)?.status === 'running',
  )
}
