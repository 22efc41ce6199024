'use client'
import { type FormEvent, type ReactNode, useId } from 'react'
import { Dialog, DialogContent, type DialogContentProps } from './dialog'
import { FormError } from './form-error'
import { FormFooter, type FormFooterProps } from './form-footer'
import type { IconName } from './icon'

export interface FormDialogProps extends Pick<DialogContentProps, 'title' | 'description' | 'size'> {
  submitLabel: string
  submitIcon?: IconName
  submitVariant?: FormFooterProps['variant']
  canSubmit?: boolean
  busy: boolean
  error: Error | null
  onSubmit: (event: FormEvent) => void
  onClose: () => void
  children: ReactNode
}

/** A form in a dialog: cancel, submit, and the server's error. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, size, submitLabel, submitIcon, submitVariant, canSubmit = true } = props
  const formId = useId()
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        title={title}
        description={description}
        {...(size === undefined ? {} : { size })}
        footer={
          <FormFooter
            formId={formId}
            submitLabel={submitLabel}
            variant={submitVariant}
            icon={submitIcon}
            busy={props.busy}
            disabled={!canSubmit}
          />
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
