import { useLayoutEffect, useRef } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export interface CredentialFieldProps {
  label: string
  hint?: string
  type?: 'text' | 'email' | 'password'
  /** Tells password managers what goes here. */
  autoComplete: 'name' | 'username' | 'current-password' | 'new-password'
  readOnly?: boolean
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

/** One line of a form before the studio's door. */
export function CredentialField({
  label,
  hint,
  type = 'text',
  autoComplete,
  readOnly = false,
  value,
  onChange,
  error,
}: CredentialFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  // What a person or a password manager wrote before React took the page over would be overwritten at the next render.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only at the start; from then on every change is heard.
  useLayoutEffect(() => {
    const written = input.current?.value ?? ''
    if (written !== value) onChange(written)
  }, [])
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          ref={input}
          type={type}
          autoComplete={autoComplete}
          readOnly={readOnly}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="h-10 read-only:bg-sunken"
        />
      )}
    </Field>
  )
}
