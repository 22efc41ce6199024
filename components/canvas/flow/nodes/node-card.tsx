'use client'
import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { NodeFooter } from '../../live/node-footer'
import { useEditorState } from '../../state/editor-context'
import { type FlowNode, MANY_NODES } from '../../state/flow-elements'
import { BIND_HEIGHT } from '../../state/layout/card-size'
import { countRender } from '../count-render'
import { useCard } from '../use-card'
import { BindInputs, BindOutputs } from './bind-ports'
import { CollapsedContents } from './collapsed-contents'
import { NodeFrame } from './node-frame'
import { NodeHeader } from './node-header'
import { NodePreview } from './node-preview'
import { NodeTile } from './node-tile'
import { PortRows } from './port-rows'

/** A node card. It reads everything except its position from the stores by id, so that only changed cards render. */
export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps<FlowNode>) {
  useLocale()
  countRender(`node ${id}`)
  const card = useCard(id)
  const isLarge = useEditorState((state) => state.flowNodes.length > MANY_NODES)
  if (!card) return null
  const { node, manifest, ports, issues, isBroken, isTile } = card
  const hasBind = ports.bindInputs.length > 0
  // In large graphs the handles at the bottom edge are computed for a card without a result.
  const hasRun = !isTile && !(isLarge && hasBind)
  return (
    <NodeFrame
      node={node}
      ports={ports}
      selected={selected}
      isTile={isTile}
      isBroken={isBroken}
      className="w-56 bg-surface"
    >
      <BindOutputs nodeId={id} ports={ports} />
      {isTile ? (
        <NodeTile node={node} manifest={manifest} isBroken={isBroken} />
      ) : (
        <NodeHeader node={node} manifest={manifest} issues={issues} />
      )}
      <PortRows nodeId={id} ports={ports} issues={issues} bare={isTile} />
      {isTile || !ports.inner ? null : <CollapsedContents nodeId={id} />}
      {hasRun ? <NodePreview nodeId={id} /> : null}
      {hasRun ? <NodeFooter nodeId={id} /> : null}
      <div style={{ height: 6 + (hasBind ? BIND_HEIGHT : 0) }} />
      <BindInputs nodeId={id} ports={ports} issues={issues} bare={isTile} />
    </NodeFrame>
  )
})
