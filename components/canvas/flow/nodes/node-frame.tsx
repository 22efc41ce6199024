'use client'
import { useReactFlow, useUpdateNodeInternals } from '@xyflow/react'
import { type ReactNode, useEffect } from 'react'
import { cn } from '@/components/ui/cn'
import type { GraphNode } from '@/lib/graph/graph'
import type { NodePorts } from '@/lib/graph/ports'
import { useNodeRun } from '../use-node-run'

export interface NodeFrameProps {
  node: GraphNode
  ports: NodePorts
  selected: boolean
  isPlain: boolean
  isBroken: boolean
  className?: string
  children: ReactNode
}

/** The card box. Its border shows selection, errors and run status. */
export function NodeFrame(props: NodeFrameProps) {
  const { node, ports, selected, isPlain, isBroken, className, children } = props
  const status = useNodeRun(node.id, (run) => run?.status)
  const signature = [...ports.inputs, ...ports.outputs, ...(ports.inner?.outputs ?? []), ...(ports.inner?.inputs ?? [])]
    .map((port) => port.id)
    .join(' ')
  const updateInternals = useUpdateNodeInternals()
  const { getNode } = useReactFlow()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature changes when handles are added, removed or moved.
  useEffect(() => {
    // In large graphs handle positions are computed from the ports, because measuring each visible card would cost a
    // frame.
    if (!getNode(node.id)?.handles) updateInternals(node.id)
  }, [node.id, signature, updateInternals])
  return (
    <div
      data-node-type={node.type}
      data-node-status={status ?? 'none'}
      className={cn(
        'node-frame relative rounded-lg border text-left transition-[border-color] duration-100',
        isPlain ? 'border-line-strong' : 'border-line-strong/80 shadow-sm hover:border-control/70',
        node.disabled && 'opacity-50',
        isBroken && 'border-danger/60',
        status === 'running' && 'border-info',
        status === 'failed' && 'border-danger',
        status === 'skipped' && 'border-dashed opacity-70',
        selected && 'border-accent! ring-2 ring-accent/25',
        className,
      )}
    >
      {children}
    </div>
  )
}
