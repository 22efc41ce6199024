'use client'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'

export interface ReleaseNoteFieldProps {
  value: string | undefined
  hint: string
  error: string | undefined
  onChange: (note: string) => void
}

/** The reason for the release. */
export function ReleaseNoteField({ value = '', hint, error, onChange }: ReleaseNoteFieldProps) {
  return (
    <Field label={t('releases.note')} hint={hint} error={error}>
      {(control) => (
        <Textarea
          {...control}
          rows={2}
          maxLength={500}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
