'use client'
import { Handle, Position } from '@xyflow/react'
import type { CSSProperties } from 'react'
import { cn } from '@/components/ui/cn'
import { localizeText } from '@/lib/client/messages/localize-text'
import { t } from '@/lib/client/messages/t'
import { nameOfKind } from '@/lib/graph/connections/compatible'
import { isCapabilityKind, type Port } from '@/lib/graph/ports'
import { useEditorState, useUi } from '../../state/editor-context'
import { portKey } from '../../state/ui-store'
import { portColor } from './port-color'

export interface PortHandleProps {
  nodeId: string
  port: Port
  side: 'input' | 'output'
  problem: string | undefined
  isInner?: boolean
}

/** The dot where connections start and end. On the inside of a container it faces the other way. */
export function PortHandle({ nodeId, port, side, problem, isInner = false }: PortHandleProps) {
  const isInput = side === 'input'
  const isBind = isCapabilityKind(port.kind)
  const isUsed = useEditorState(
    ({ graph }) => isBind && !isInput && graph.edges.some(({ from }) => from.node === nodeId && from.port === port.id),
  )
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
      position={positionOf(isInput, isBind)}
      data-port={`${side} ${port.id}`}
      style={style}
      title={portTitle(port, problem)}
      className={cn(
        'port',
        isInner && 'port-inner pointer-events-auto',
        isBind && 'port-bind',
        isBind && !isInput && 'port-offer pointer-events-auto',
        isUsed && 'port-used',
        fit === 'fits' && 'port-fits',
        fit === 'out' && 'port-out',
        problem && fit === 'idle' && 'port-problem',
      )}
    />
  )
}

/** Values flow from left to right; capabilities are plugged in from below. */
function positionOf(isInput: boolean, isBind: boolean): Position {
  if (isBind) return isInput ? Position.Bottom : Position.Top
  return isInput ? Position.Left : Position.Right
}

function portTitle(port: Port, problem: string | undefined): string {
  const kind = port.list
    ? t('canvas.listOf', { kind: localizeText(nameOfKind(port.kind)) })
    : localizeText(nameOfKind(port.kind))
  return [`${port.label}: ${kind}`, port.description, problem].filter(Boolean).join('\n')
}
