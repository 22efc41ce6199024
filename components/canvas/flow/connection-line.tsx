'use client'
import { type ConnectionLineComponentProps, getBezierPath } from '@xyflow/react'
import { isCapabilityKind } from '@/lib/graph/ports'
import { useEditor, useGraphNode } from '../state/editor-context'
import type { FlowNode } from '../state/flow-elements'
import { portsOf } from '../state/ports/node-ports'
import { portColor } from './nodes/port-color'

/** The dragged connection, colored by its source port; red over an incompatible port. */
export function ConnectionLine(props: ConnectionLineComponentProps<FlowNode>) {
  const { fromNode, fromHandle, fromX, fromY, toX, toY, fromPosition, toPosition, connectionStatus } = props
  const { manifests } = useEditor()
  const node = useGraphNode(fromNode.id)
  const ports = node ? portsOf(node, manifests) : undefined
  const side = fromHandle.type === 'source' ? 'outputs' : 'inputs'
  const all = [...(ports?.[side] ?? []), ...(ports?.inner?.[side] ?? [])]
  const kind = all.find((port) => port.id === fromHandle.id)?.kind ?? 'any'
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    targetX: toX,
    targetY: toY,
    sourcePosition: fromPosition,
    targetPosition: toPosition,
  })
  return (
    <path
      d={path}
      fill="none"
      stroke={connectionStatus === 'invalid' ? 'var(--danger)' : portColor(kind)}
      strokeWidth={2}
      {...(isCapabilityKind(kind) ? { strokeDasharray: '5 5' } : {})}
    />
  )
}
