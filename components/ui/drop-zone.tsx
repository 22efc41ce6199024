'use client'
import { useEffect, useRef } from 'react'
import { cn } from './cn'
import { Icon } from './icon'
import { useFileDrop } from './use-file-drop'

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
  const { isOver, handlers } = useFileDrop(onFiles, disabled)
  const takeFiles = (field: HTMLInputElement) => {
    onFiles([...(field.files ?? [])])
    field.value = ''
  }
  // Files that were selected before hydration would otherwise be ignored.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only at mount; later changes are events.
  useEffect(() => {
    if (input.current?.files?.length) takeFiles(input.current)
  }, [])
  return (
    <div {...handlers} className={className}>
      <button
        type="button"
        disabled={disabled}
        onClick={() => input.current?.click()}
        className={cn(
          'flex w-full items-center justify-center gap-3 rounded-lg border border-control/70 border-dashed text-left transition-colors hover:border-accent hover:bg-accent-soft/40 disabled:opacity-50',
          compact ? 'px-4 py-4' : 'px-6 py-7',
          isOver && 'border-accent bg-accent-soft',
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
        onChange={(event) => takeFiles(event.target)}
      />
    </div>
  )
}
