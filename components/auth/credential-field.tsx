import { useLayoutEffect, useRef } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export interface CredentialFieldProps {
  label: string
  hint?: string
  type?: 'text' | 'email' | 'password'
  /** Hint for password managers. */
  autoComplete: 'name' | 'username' | 'current-password' | 'new-password'
  readOnly?: boolean
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

/** One field of a form before sign-in. */
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
  // Keeps values that were entered before hydration, which would otherwise be lost at the next render.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only at mount; later changes are events.
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
