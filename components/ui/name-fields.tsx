'use client'
import type { FieldErrors } from '@/lib/client/http/field-errors'
import { t } from '@/lib/client/messages/t'
import { Field } from './field'
import { Input } from './input'
import { Textarea } from './textarea'

export interface NameFieldsProps {
  form: {
    values: { name?: string | undefined; description?: string | undefined }
    errors: FieldErrors
    set: (change: { name?: string; description?: string }) => void
  }
  namePlaceholder?: string
  descriptionLabel: string
  descriptionHint?: string
}

/** Name and description fields. */
export function NameFields({ form, namePlaceholder, descriptionLabel, descriptionHint }: NameFieldsProps) {
  return (
    <>
      <Field label={t('common.name')} error={form.errors.name}>
        {(control) => (
          <Input
            {...control}
            value={form.values.name ?? ''}
            placeholder={namePlaceholder}
            onChange={(event) => form.set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={descriptionLabel} hint={descriptionHint} error={form.errors.description}>
        {(control) => (
          <Textarea
            {...control}
            value={form.values.description ?? ''}
            onChange={(event) => form.set({ description: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
