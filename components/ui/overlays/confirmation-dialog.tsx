'use client'
import { AlertDialog as Radix } from 'radix-ui'
import { t } from '@/lib/client/messages/t'
import { Button } from '../button'
import { useReturnFocus } from '../use-return-focus'
import type { ConfirmDialogProps } from './confirm-dialog-props'
import { OVERLAY_CLASSES } from './overlay-classes'

/** Confirmation of an irreversible action. */
export function ConfirmationDialog(props: ConfirmDialogProps) {
  const {
    open,
    onOpenChange,
    title,
    description,
    confirmLabel,
    children,
    tone = 'danger',
    busy = false,
    canConfirm = true,
    onConfirm,
  } = props
  const focus = useReturnFocus({})
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={OVERLAY_CLASSES} />
        <Radix.Content
          {...focus}
          className="fixed top-[20vh] left-1/2 z-50 w-[calc(100vw-24px)] max-w-md -translate-x-1/2 animate-fade rounded-xl border bg-raised p-5 shadow-lg focus-visible:outline-none"
        >
          <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
          <Radix.Description className="mt-1.5 text-muted text-sm">{description}</Radix.Description>
          {children ? <div className="mt-4 flex flex-col gap-3">{children}</div> : null}
          <div className="mt-5 flex justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{t('common.cancel')}</Button>
            </Radix.Cancel>
            <Button variant={tone} busy={busy} disabled={!canConfirm} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
