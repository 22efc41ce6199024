'use client'
import { cn } from '@/components/ui/cn'
import type { Port } from '@/lib/graph/ports'
import { PortHandle } from './port-handle'

export interface PortEndProps {
  nodeId: string
  port: Port
  side: 'input' | 'output'
  /** Problem of the port, as a sentence. */
  problem: string | undefined
  /** Hides the name, for tiles. */
  bare?: boolean
}

export function PortEnd({ nodeId, port, side, problem, bare }: PortEndProps) {
  const isInput = side === 'input'
  return (
    <div className={cn('relative flex h-5.5 min-w-0 flex-1 items-center px-3', isInput ? '' : 'justify-end')}>
      <PortHandle nodeId={nodeId} port={port} side={side} problem={problem} />
      {bare ? null : (
        <span className={cn('port-label truncate text-muted', problem && 'text-danger')}>
          {port.label}
          {isInput && port.required ? <span className="text-faint"> *</span> : null}
        </span>
      )}
    </div>
  )
}
