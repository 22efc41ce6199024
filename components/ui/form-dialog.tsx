'use client'
import { type FormEvent, type ReactNode, useId } from 'react'
import { t } from '@/lib/client/messages/t'
import { Button } from './button'
import { Dialog, DialogClose, DialogContent, type DialogContentProps } from './dialog'
import { FormError } from './form-error'
import type { IconName } from './icon'

export interface FormDialogProps extends Pick<DialogContentProps, 'title' | 'description' | 'size'> {
  /** The button that sends the form. */
  submitLabel: string
  submitIcon?: IconName
  /** `accent` for what goes live, `danger` for what is taken away. */
  submitVariant?: 'primary' | 'accent' | 'danger'
  canSubmit?: boolean
  busy: boolean
  error: Error | null
  onSubmit: (event: FormEvent) => void
  onClose: () => void
  children: ReactNode
}

/** A form in a dialog that is there while it is open: cancel, send, and what the server refused. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, size, submitLabel, submitIcon, submitVariant = 'primary', canSubmit = true } = props
  const formId = useId()
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        title={title}
        description={description}
        {...(size === undefined ? {} : { size })}
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('common.cancel')}</Button>
            </DialogClose>
            <Button
              type="submit"
              form={formId}
              variant={submitVariant}
              {...(submitIcon === undefined ? {} : { icon: submitIcon })}
              busy={props.busy}
              disabled={!canSubmit}
            >
              {submitLabel}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={props.onSubmit} noValidate className="flex flex-col gap-4">
          {props.children}
          <FormError error={props.error} />
        </form>
      </DialogContent>
    </Dialog>
  )
}
