'use client'
import { Handle, Position } from '@xyflow/react'
import type { CSSProperties } from 'react'
import { cn } from '@/components/ui/cn'
import { t } from '@/lib/client/messages/t'
import { nameOfKind } from '@/lib/graph/compatible'
import { isCapabilityKind, type Port } from '@/lib/graph/ports'
import { useUi } from '../state/editor-context'
import { portKey } from '../state/ui-store'
import { portColor } from './port-color'

export interface PortEndProps {
  nodeId: string
  port: Port
  side: 'input' | 'output'
  /** What is wrong with it, in a sentence. */
  problem: string | undefined
  /** Without its name: the node is drawn as a plain box. */
  bare?: boolean
}

export function PortEnd({ nodeId, port, side, problem, bare }: PortEndProps) {
  const isInput = side === 'input'
  return (
    <div className={cn('relative flex h-6 min-w-0 flex-1 items-center px-3', isInput ? '' : 'justify-end')}>
      <PortHandle nodeId={nodeId} port={port} side={side} problem={problem} />
      {bare ? null : (
        <span className={cn('truncate text-muted text-xs', problem && 'text-danger')}>
          {port.label}
          {isInput && port.required ? <span className="text-faint"> *</span> : null}
        </span>
      )}
    </div>
  )
}

function PortHandle({ nodeId, port, side, problem }: PortEndProps) {
  const isInput = side === 'input'
  const fit = useUi(({ fitting }) => {
    if (!fitting) return 'idle'
    const key = portKey(nodeId, port.id)
    if (fitting.from === `${side}:${key}`) return 'idle'
    return isInput === fitting.from.startsWith('output') && fitting.ports.has(key) ? 'fits' : 'out'
  })
  const style: CSSProperties & Record<'--port-color', string> = { '--port-color': portColor(port.kind) }
  return (
    <Handle
      id={port.id}
      type={isInput ? 'target' : 'source'}
      position={isInput ? Position.Left : Position.Right}
      style={style}
      title={portTitle(port, problem)}
      className={cn(
        'port',
        isCapabilityKind(port.kind) && 'port-bind',
        fit === 'fits' && 'port-fits',
        fit === 'out' && 'port-out',
        problem && fit === 'idle' && 'port-problem',
      )}
    />
  )
}

function portTitle(port: Port, problem: string | undefined): string {
  const kind = port.list ? t('canvas.listOf', { kind: nameOfKind(port.kind) }) : nameOfKind(port.kind)
  return [`${port.label}: ${kind}`, port.description, problem].filter(Boolean).join('\n')
}
