'use client'
import { Tooltip } from '@/components/ui/tooltip'
import { t } from '@/lib/client/messages/t'
import { NodeIcon } from '../flow/nodes/node-icon'
import { DRAG_TYPE } from '../flow/use-canvas-gestures'
import type { PaletteEntry } from './palette-entries'

export interface PaletteItemProps {
  entry: PaletteEntry
  onInsert: () => void
  disabled: boolean
}

export function PaletteItem({ entry, onInsert, disabled }: PaletteItemProps) {
  return (
    <Tooltip content={disabled ? t('canvas.oneStart') : entry.description} side="right">
      <button
        type="button"
        draggable={!disabled}
        aria-disabled={disabled}
        data-palette-type={entry.id}
        onClick={() => !disabled && onInsert()}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAG_TYPE, entry.id)
          event.dataTransfer.effectAllowed = 'copy'
        }}
        className="flex h-9 w-full cursor-grab! items-center gap-2.5 rounded-md px-1.5 text-left text-sm hover:bg-hover active:cursor-grabbing! aria-disabled:cursor-not-allowed! aria-disabled:opacity-45"
      >
        <NodeIcon manifest={entry.manifest} size="sm" />
        <span className="truncate">{entry.label}</span>
      </button>
    </Tooltip>
  )
}
