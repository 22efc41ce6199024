'use client'
import { useStore } from 'zustand'
import { cn } from '@/components/ui/cn'
import { Icon, type IconName } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { useEditor } from '../state/editor-context'
import type { SaveStatus } from '../state/saving/saver'

const ICONS: Readonly<Record<SaveStatus, IconName>> = {
  saved: 'check',
  unsaved: 'circle-dashed',
  saving: 'loader',
  offline: 'alert-triangle',
  conflict: 'alert-triangle',
  failed: 'alert-triangle',
}

export function SaveIndicator() {
  const { save } = useEditor()
  const status = useStore(save, (state) => state.status)
  const isBad = status === 'offline' || status === 'conflict' || status === 'failed'
  const label = t(`canvas.save-${status}`)
  return (
    <span
      role="status"
      title={label}
      data-save-status={status}
      className={cn('flex shrink-0 items-center gap-1 text-xs', isBad ? 'text-danger' : 'text-faint')}
    >
      <Icon name={ICONS[status]} size={13} className={cn(status === 'saving' && 'animate-spin')} />
      <span className={cn(!isBad && 'max-md:sr-only xl:max-2xl:sr-only')}>{label}</span>
    </span>
  )
}
