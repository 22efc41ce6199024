'use client'
import { type NodeProps, NodeResizeControl } from '@xyflow/react'
import { memo } from 'react'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { localizeText } from '@/lib/client/messages/localize-text'
import { t } from '@/lib/client/messages/t'
import type { GraphIssue } from '@/lib/graph/issue'
import type { NodeManifest } from '@/lib/graph/manifest'
import { useEditor, useEditorState, useUi } from '../../state/editor-context'
import type { FlowNode } from '../../state/flow-elements'
import { headHeight } from '../../state/layout/card-size'
import { nestingOf } from '../../state/layout/nesting'
import type { CardPorts } from '../../state/ports/card-ports'
import { countRender } from '../count-render'
import { useCard } from '../use-card'
import { FrameTitle } from './frame-title'
import { FrameTools } from './frame-tools'
import { groupColor } from './group-color'
import { InnerPort } from './inner-port'
import { NodeFrame } from './node-frame'
import { NodeHeader } from './node-header'
import { PortRows } from './port-rows'

/** A container: header and outer ports as on any card, and below them an area that contains other nodes. */
export const FrameCard = memo(function FrameCard({ id, selected }: NodeProps<FlowNode>) {
  useLocale()
  countRender(`node ${id}`)
  const card = useCard(id)
  if (!card) return null
  const { node, manifest, ports, issues, isBroken, isTile } = card
  return (
    <NodeFrame
      node={node}
      ports={ports}
      selected={selected}
      isTile={isTile}
      isBroken={isBroken}
      className="size-full bg-surface/60"
    >
      <div className="rounded-t-lg bg-surface" style={{ height: headHeight(ports) }}>
        {isTile ? (
          <FrameTitle label={node.label} />
        ) : (
          <NodeHeader node={node} manifest={manifest} issues={issues} tools={<FrameTools node={node} />} />
        )}
        <PortRows nodeId={id} ports={ports} issues={issues} bare={isTile} />
      </div>
      <Inside nodeId={id} ports={ports} manifest={manifest} issues={issues} bare={isTile} />
      <ResizeCorner nodeId={id} selected={selected} />
    </NodeFrame>
  )
})

interface InsideProps {
  nodeId: string
  ports: CardPorts
  manifest: NodeManifest | undefined
  issues: readonly GraphIssue[]
  bare: boolean
}

function Inside({ nodeId, ports, manifest, issues, bare }: InsideProps) {
  const { manifests } = useEditor()
  const isTarget = useUi((state) => state.dropTarget === nodeId)
  const isEmpty = useEditorState(({ graph }) => nestingOf(graph, manifests).childrenOf(nodeId).length === 0)
  const problemOf = (port: string) => {
    const found = issues.find((issue) => issue.path === port)
    return found && localizeText(found)
  }
  return (
    <div
      data-inside={nodeId}
      className={cn(
        'absolute inset-x-1.5 bottom-1.5 flex justify-between rounded-md border border-dashed pt-3 transition-colors',
        isTarget && 'border-accent border-solid',
      )}
      style={{
        top: headHeight(ports),
        background: `color-mix(in srgb, ${isTarget ? 'var(--accent)' : groupColor(manifest)} 7%, var(--canvas))`,
      }}
    >
      <div className="pointer-events-none -ml-2 flex flex-col">
        {ports.inner?.outputs.map((port) => (
          <InnerPort key={port.id} nodeId={nodeId} port={port} side="output" problem={undefined} bare={bare} />
        ))}
      </div>
      {isEmpty && !bare ? (
        <p className="pointer-events-none m-auto max-w-60 pb-4 text-center text-muted text-xs">
          {t('containers.emptyHint')}
        </p>
      ) : null}
      <div className="pointer-events-none -mr-2 flex flex-col">
        {ports.inner?.inputs.map((port) => (
          <InnerPort key={port.id} nodeId={nodeId} port={port} side="input" problem={problemOf(port.id)} bare={bare} />
        ))}
      </div>
    </div>
  )
}

/** Resizes a container, which stays large enough for the nodes inside. */
function ResizeCorner({ nodeId, selected }: { nodeId: string; selected: boolean }) {
  const { actions, manifests } = useEditor()
  const width = useEditorState(({ graph }) => nestingOf(graph, manifests).leastSizeOf(nodeId).width)
  const height = useEditorState(({ graph }) => nestingOf(graph, manifests).leastSizeOf(nodeId).height)
  return (
    <NodeResizeControl
      className={cn('frame-resize', selected && 'frame-resize-shown')}
      position="bottom-right"
      minWidth={width}
      minHeight={height}
      onResizeEnd={(_, size) => actions.setSize(nodeId, { width: size.width, height: size.height })}
    >
      <Icon name="chevrons-up-down" size={12} className="-rotate-45" />
    </NodeResizeControl>
  )
}
