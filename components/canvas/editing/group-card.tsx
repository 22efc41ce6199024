'use client'
import { type NodeProps, NodeResizeControl } from '@xyflow/react'
import { memo } from 'react'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { t } from '@/lib/client/messages/t'
import { countRender } from '../flow/count-render'
import { nodeColor } from '../flow/nodes/group-color'
import { useEditor, useGraphNode } from '../state/editor-context'
import type { FlowNode } from '../state/flow-elements'

const MIN_SIZE = { width: 160, height: 96 }

/** A frame with a title. Only its title and border can be dragged, so that the canvas inside stays usable. */
export const GroupCard = memo(function GroupCard({ id, selected }: NodeProps<FlowNode>) {
  useLocale()
  countRender(`node ${id}`)
  const { actions, manifests } = useEditor()
  const node = useGraphNode(id)
  if (!node) return null
  const hue = nodeColor(node, manifests(node.type))
  return (
    <div
      data-node-type="group"
      className={cn('node-frame group-card size-full rounded-xl border-2', selected && 'ring-2 ring-accent/25')}
      style={{
        borderColor: selected ? 'var(--accent)' : `color-mix(in srgb, ${hue} 45%, transparent)`,
        background: `color-mix(in srgb, ${hue} 6%, transparent)`,
      }}
    >
      <div className="group-card-title flex h-9 items-center gap-2 px-3 font-semibold text-sm" style={{ color: hue }}>
        <span className="min-w-0 truncate">{node.label}</span>
        {node.locked ? <Icon name="lock" size={13} label={t('canvasEditing.locked')} /> : null}
      </div>
      {node.locked ? null : (
        <NodeResizeControl
          className={cn('frame-resize', selected && 'frame-resize-shown')}
          position="bottom-right"
          minWidth={MIN_SIZE.width}
          minHeight={MIN_SIZE.height}
          onResizeEnd={(_, { width, height }) => actions.setSize(id, { width, height })}
        >
          <Icon name="chevrons-up-down" size={12} className="-rotate-45" />
        </NodeResizeControl>
      )}
    </div>
  )
})
