'use client'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { Icon } from './icon'
import { useFileDrop } from './use-file-drop'

/** A page or panel that accepts dropped files and shows an overlay meanwhile. */
export function DropArea(props: {
  /** Receives the files and the drop position on the page. */
  onFiles: (files: File[], point: { x: number; y: number }) => void
  label: string
  children: ReactNode
  className?: string
}) {
  const { isOver, handlers } = useFileDrop(props.onFiles, false)
  return (
    <div {...handlers} className={cn('relative', props.className)}>
      {props.children}
      {isOver ? (
        <div className="pointer-events-none absolute inset-2 z-40 flex animate-fade items-center justify-center rounded-xl border-2 border-accent border-dashed bg-accent-soft/90">
          <p className="flex items-center gap-2 font-medium text-accent-strong text-base">
            <Icon name="upload" size={18} />
            {props.label}
          </p>
        </div>
      ) : null}
    </div>
  )
}
