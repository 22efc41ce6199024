'use client'
import type { Dialog as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { currentLocale, loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { OverlayFailure } from './lazy-part'
import type { DialogContentProps } from './overlays/dialog-content-props'
import { makeLoadable, useLoadable } from './part'

// Loaded when the first dialog opens, with the texts of forms and problems.
const dialogParts = makeLoadable(async () => {
  const [parts] = await Promise.all([import('./overlays/dialog-parts'), loadMessageCatalog(currentLocale())])
  return parts
})

export type { DialogContentProps }

export interface DialogProps {
  open: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}

export function Dialog({ open, onOpenChange, children }: DialogProps) {
  const { value: parts, failed, retry } = useLoadable(dialogParts, open)
  if (parts)
    return (
      <parts.Root open={open} {...(onOpenChange ? { onOpenChange } : {})}>
        {children}
      </parts.Root>
    )
  return failed ? (
    <OverlayFailure onRetry={retry} {...(onOpenChange ? { onClose: () => onOpenChange(false) } : {})} />
  ) : null
}

export function DialogContent(props: DialogContentProps) {
  const parts = dialogParts.current()
  return parts ? <parts.Content {...props} /> : null
}

export function DialogClose(props: ComponentProps<typeof Radix.Close>) {
  const parts = dialogParts.current()
  return parts ? <parts.Close {...props} /> : null
}
