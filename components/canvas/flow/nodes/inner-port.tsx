'use client'
import { cn } from '@/components/ui/cn'
import { PortHandle } from './port-handle'
import type { PortEndProps } from './port-row'

/** A port on the inside of a container: values for the inner nodes on the left, results on the right. */
export function InnerPort({ nodeId, port, side, problem, bare }: PortEndProps) {
  const isOutput = side === 'output'
  return (
    <div className={cn('relative flex h-5.5 min-w-6 items-center px-4', isOutput ? '' : 'justify-end')}>
      <PortHandle nodeId={nodeId} port={port} side={side} problem={problem} isInner />
      {bare ? null : (
        <span className={cn('port-label max-w-20 truncate text-muted', problem && 'text-danger')}>
          {port.label}
          {!isOutput && port.required ? <span className="text-faint"> *</span> : null}
        </span>
      )}
    </div>
  )
}
