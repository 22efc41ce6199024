'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'

export interface DraftTextProps {
  label: string
  value: string
  onChange: (value: string) => void
  error?: string | undefined
  hint?: string | undefined
  placeholder?: string | undefined
  required?: boolean
  /** `secret` hides the text, `lines` allows several lines. */
  look?: 'line' | 'secret' | 'lines'
}

/** One text of the form of a connection. */
export function DraftText({
  label,
  value,
  onChange,
  error,
  hint,
  placeholder,
  required,
  look = 'line',
}: DraftTextProps) {
  return (
    <Field label={label} hint={hint} error={error} required={required ?? false}>
      {(control) => {
        const shared = {
          ...control,
          value,
          spellCheck: false,
          autoComplete: 'off',
          className: 'font-mono text-xs',
          ...(placeholder ? { placeholder } : {}),
        }
        return look === 'lines' ? (
          <Textarea {...shared} rows={3} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <Input
            {...shared}
            autoCapitalize="none"
            {...(look === 'secret' ? { type: 'password', 'data-1p-ignore': true } : {})}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }}
    </Field>
  )
}
