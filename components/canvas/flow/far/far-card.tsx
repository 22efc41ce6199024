'use client'
import type { NodeProps } from '@xyflow/react'
import { type CSSProperties, memo } from 'react'
import { cn } from '@/components/ui/cn'
import { useEditor, useEditorState, useGraphNode, useUi } from '../../state/editor-context'
import type { FlowNode } from '../../state/flow-elements'
import { isAlarming } from '../../state/is-alarming'
import { countRender } from '../count-render'
import { nodeColor } from '../nodes/group-color'
import { useNodeRun } from '../use-node-run'

type FarStyle = CSSProperties & Record<'--hue', string>

/**
 * Simplified card for large graphs when zoomed out: a colored box with its name while it is readable (flow.css). Up to
 * a thousand are drawn, so it has no ports and subscribes to nothing that changes while panning.
 */
export const FarCard = memo(function FarCard({ id, type, selected, width, height }: NodeProps<FlowNode>) {
  countRender(`node ${id}`)
  const { manifests } = useEditor()
  const node = useGraphNode(id)
  const status = useNodeRun(id, (run) => run?.status)
  const hasTried = useUi((state) => state.hasTried)
  const isBroken = useEditorState(
    (state) => state.issuesByNode.get(id)?.some((issue) => isAlarming(issue, hasTried)) ?? false,
  )
  if (!node) return null
  // Uses the measured size, so that React Flow detects no change.
  const style: FarStyle = { '--hue': nodeColor(node, manifests(node.type)), width, height }
  return (
    <div
      data-node-type={node.type}
      data-node-status={status ?? 'none'}
      className={cn(
        'node-frame far-card',
        (type === 'frame' || type === 'zone') && 'far-card-frame',
        node.disabled && 'opacity-50',
        isBroken && 'far-card-broken',
        selected && 'far-card-selected',
      )}
      style={style}
    >
      <span className="far-card-name">{node.label}</span>
    </div>
  )
})
