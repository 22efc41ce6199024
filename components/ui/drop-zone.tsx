'use client'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { cn } from './cn'
import { Icon } from './icon'

export interface DropZoneProps {
  onFiles: (files: File[]) => void
  /** `accept` of the file dialog, such as `.pdf,.md`. */
  accept: string
  title: string
  hint: string
  className?: string
  disabled?: boolean
  compact?: boolean
}

/** A button that opens the file dialog and accepts dropped files. */
export function DropZone({ onFiles, accept, title, hint, className, disabled, compact }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null)
  const { over, handlers } = useFileDrop(onFiles, disabled)
  return (
    <div {...handlers} className={className}>
      <button
        type="button"
        disabled={disabled}
        onClick={() => input.current?.click()}
        className={cn(
          'flex w-full items-center justify-center gap-3 rounded-lg border border-control/70 border-dashed text-left transition-colors hover:border-accent hover:bg-accent-soft/40 disabled:opacity-50',
          compact ? 'px-4 py-4' : 'px-6 py-7',
          over && 'border-accent bg-accent-soft',
        )}
      >
        <span className="flex size-9 shrink-0 items-center justify-center rounded-lg border bg-surface text-accent shadow-sm">
          <Icon name="upload" />
        </span>
        <span className="min-w-0">
          <span className="block font-medium text-sm">{title}</span>
          <span className="block text-muted text-xs">{hint}</span>
        </span>
      </button>
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        tabIndex={-1}
        aria-label={title}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </div>
  )
}

/** A page or panel that accepts dropped files and shows an overlay meanwhile. */
export function DropArea(props: {
  /** `point`: the drop position on the page. */
  onFiles: (files: File[], point: { x: number; y: number }) => void
  label: string
  children: ReactNode
  className?: string
}) {
  const { over, handlers } = useFileDrop(props.onFiles, false)
  return (
    <div {...handlers} className={cn('relative', props.className)}>
      {props.children}
      {over ? (
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

function useFileDrop(onFiles: (files: File[], point: { x: number; y: number }) => void, disabled: boolean | undefined) {
  // dragenter and dragleave fire for every child, so they are counted.
  const depth = useRef(0)
  const [over, setOver] = useState(false)
  function accepts(event: DragEvent): boolean {
    return !disabled && event.dataTransfer.types.includes('Files')
  }
  function move(step: 1 | -1) {
    depth.current = Math.max(0, depth.current + step)
    setOver(depth.current > 0)
  }
  const handlers = {
    onDragEnter: (event: DragEvent) => accepts(event) && move(1),
    onDragLeave: (event: DragEvent) => accepts(event) && move(-1),
    onDragOver: (event: DragEvent) => accepts(event) && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      if (!accepts(event)) return
      event.preventDefault()
      event.stopPropagation()
      depth.current = 0
      setOver(false)
      onFiles([...event.dataTransfer.files], { x: event.clientX, y: event.clientY })
    },
  }
  return { over, handlers }
}
