'use client'
import type { ReactNode } from 'react'
import { t } from '@/lib/client/messages/t'
import { ConfirmDialog } from './alert-dialog'

export interface ConfirmItemDialogProps<Item> {
  /** Null while the dialog is closed. */
  item: Item | null
  title: string
  description: ReactNode
  /** “Delete” if absent. */
  confirmLabel?: string
  busy: boolean
  onClose: () => void
  onConfirm: (item: Item) => void
}

/** Confirms the deletion, or another action, on one item of a list. */
export function ConfirmItemDialog<Item>(props: ConfirmItemDialogProps<Item>) {
  const { item, confirmLabel = t('common.delete'), onClose, onConfirm, ...rest } = props
  return (
    <ConfirmDialog
      {...rest}
      open={item !== null}
      onOpenChange={(open) => !open && onClose()}
      confirmLabel={confirmLabel}
      onConfirm={() => item !== null && onConfirm(item)}
    />
  )
}
