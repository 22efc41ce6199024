'use client'
import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { NodeFooter } from '../../live/node-footer'
import type { FlowNode } from '../../state/flow-elements'
import { countRender } from '../count-render'
import { useCard } from '../use-card'
import { FoldedContents } from './collapsed-contents'
import { NodeFrame } from './node-frame'
import { NodeHeader } from './node-header'
import { NodePreview } from './node-preview'
import { PlainNode } from './plain-node'
import { PortRows } from './port-rows'

/** A node card. It reads everything except its position from the stores by id, so that only changed cards render. */
export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps<FlowNode>) {
  useLocale()
  countRender(`node ${id}`)
  const card = useCard(id)
  if (!card) return null
  const { node, manifest, ports, issues, isBroken, isPlain } = card
  return (
    <NodeFrame
      node={node}
      ports={ports}
      selected={selected}
      isPlain={isPlain}
      isBroken={isBroken}
      className="w-64 bg-surface pb-1.5"
    >
      {isPlain ? (
        <PlainNode manifest={manifest} label={node.label} />
      ) : (
        <NodeHeader node={node} manifest={manifest} issues={issues} />
      )}
      <PortRows nodeId={id} ports={ports} issues={issues} bare={isPlain} />
      {isPlain || !ports.inner ? null : <FoldedContents nodeId={id} />}
      {isPlain ? null : <NodePreview nodeId={id} />}
      {isPlain ? null : <NodeFooter nodeId={id} />}
    </NodeFrame>
  )
})
