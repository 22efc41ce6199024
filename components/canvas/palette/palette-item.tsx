'use client'
import { Tooltip } from '@/components/ui/tooltip'
import { t } from '@/lib/client/messages/t'
import type { NodeManifest } from '@/lib/graph/manifest'
import { NodeIcon } from '../flow/nodes/node-icon'
import { DRAG_TYPE } from '../flow/use-canvas-gestures'

export interface PaletteItemProps {
  manifest: NodeManifest
  onInsert: () => void
  disabled: boolean
}

export function PaletteItem({ manifest, onInsert, disabled }: PaletteItemProps) {
  return (
    <Tooltip content={disabled ? t('canvas.oneStart') : manifest.description} side="right">
      <button
        type="button"
        draggable={!disabled}
        aria-disabled={disabled}
        data-palette-type={manifest.type}
        onClick={() => !disabled && onInsert()}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAG_TYPE, manifest.type)
          event.dataTransfer.effectAllowed = 'copy'
        }}
        className="flex h-9 w-full cursor-grab! items-center gap-2.5 rounded-md px-1.5 text-left text-sm hover:bg-hover active:cursor-grabbing! aria-disabled:cursor-not-allowed! aria-disabled:opacity-45"
      >
        <NodeIcon manifest={manifest} size="sm" />
        <span className="truncate">{manifest.label}</span>
      </button>
    </Tooltip>
  )
}
