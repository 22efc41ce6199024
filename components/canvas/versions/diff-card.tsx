'use client'
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { type CSSProperties, memo } from 'react'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { Port } from '@/lib/graph/ports'
import { NodeIcon } from '../flow/nodes/node-icon'
import { portColor } from '../flow/nodes/port-color'
import { lookUpManifest } from '../node-manifests'
import type { DiffFlowNode } from './diff-elements'
import { LOOKS } from './diff-look'
import type { DiffStatus } from './merge-graphs'

/** A node of either version. Its change is shown by a word, an icon and a color. */
export const DiffCard = memo(function DiffCard({ data, type, selected }: NodeProps<DiffFlowNode>) {
  const { node, status, ports } = data
  const manifest = lookUpManifest(node.type)
  const isFrame = type === 'frame' || type === 'zone'
  return (
    <div
      data-diff={status}
      data-node-type={node.type}
      className={cn(
        'relative rounded-lg border-2 text-left',
        isFrame ? 'size-full' : 'w-56 pb-1.5',
        status === 'same' ? 'border-line-strong bg-surface opacity-75' : LOOKS[status].card,
        isFrame && status === 'same' && 'bg-surface/50',
        selected && 'ring-4 ring-accent/40',
      )}
    >
      <StatusTag status={status} />
      <div className="flex items-center gap-2.5 px-3 pt-2.5 pb-2">
        <NodeIcon manifest={manifest} color={node.color} />
        <div className="min-w-0">
          <p className={cn('truncate font-medium text-sm', status === 'removed' && 'line-through')}>
            {node.label || node.id}
          </p>
          <p className="truncate text-muted text-xs">{manifest?.label ?? node.type}</p>
        </div>
      </div>
      {type === 'note' ? <NoteText text={node.config.text} /> : null}
      <Rows inputs={ports.inputs} outputs={ports.outputs} />
      {isFrame ? (
        <div className="absolute inset-x-2 bottom-2 flex justify-between" style={{ top: '50%' }}>
          <Column ports={ports.innerOutputs} type="source" position={Position.Right} />
          <Column ports={ports.innerInputs} type="target" position={Position.Left} />
        </div>
      ) : null}
    </div>
  )
})

function StatusTag({ status }: { status: DiffStatus }) {
  if (status === 'same') return null
  const { icon, word, tag } = LOOKS[status]
  return (
    <span
      className={cn(
        'absolute -top-3 left-2.5 flex h-5 items-center gap-1 rounded-full border px-2 font-medium text-2xs',
        tag,
      )}
    >
      <Icon name={icon} size={11} />
      {t(word)}
    </span>
  )
}

function NoteText({ text }: { text: unknown }) {
  return typeof text === 'string' && text !== '' ? (
    <p className="line-clamp-4 whitespace-pre-wrap px-3 pb-1 text-xs">{text}</p>
  ) : null
}

function Rows({ inputs, outputs }: { inputs: readonly Port[]; outputs: readonly Port[] }) {
  return Array.from({ length: Math.max(inputs.length, outputs.length) }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rows are positions.
    <div key={row} className="flex h-5.5">
      <End port={inputs[row]} type="target" position={Position.Left} />
      <End port={outputs[row]} type="source" position={Position.Right} />
    </div>
  ))
}

/** Safe: custom properties are CSS, but React's type does not include them. */
const cssColor = (color: string) => ({ '--port-color': color }) as CSSProperties

interface EndProps {
  port: Port | undefined
  type: 'source' | 'target'
  position: Position
}

function End({ port, type, position }: EndProps) {
  return (
    <div
      className={cn(
        'relative flex min-w-0 flex-1 items-center px-3 text-muted text-xs',
        position === Position.Right && 'justify-end',
      )}
    >
      {port ? (
        <>
          <Handle
            id={port.id}
            type={type}
            position={position}
            isConnectable={false}
            className="port"
            style={cssColor(portColor(port.kind))}
          />
          <span className="truncate">{port.label}</span>
        </>
      ) : null}
    </div>
  )
}

function Column({ ports, type, position }: { ports: readonly Port[]; type: EndProps['type']; position: Position }) {
  return (
    <div className="flex w-28 flex-col">
      {ports.map((port) => (
        <div key={port.id} className="flex h-6">
          <End port={port} type={type} position={position} />
        </div>
      ))}
    </div>
  )
}
