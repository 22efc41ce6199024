'use client'
import { t } from '@/lib/client/messages/t'
import { Button } from './button'
import { DialogClose } from './dialog'
import type { IconName } from './icon'

export interface FormFooterProps {
  formId: string
  submitLabel: string
  /** `accent` for publishing, `danger` for removal. */
  variant?: 'primary' | 'accent' | 'danger' | undefined
  icon?: IconName | undefined
  busy: boolean
  disabled?: boolean
}

/** Cancel and submit buttons of a form in a dialog. */
export function FormFooter({
  formId,
  submitLabel,
  variant = 'primary',
  icon,
  busy,
  disabled = false,
}: FormFooterProps) {
  return (
    <>
      <DialogClose asChild>
        <Button>{t('common.cancel')}</Button>
      </DialogClose>
      <Button
        type="submit"
        form={formId}
        variant={variant}
        {...(icon === undefined ? {} : { icon })}
        busy={busy}
        disabled={disabled}
      >
        {submitLabel}
      </Button>
    </>
  )
}
