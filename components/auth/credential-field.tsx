import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export interface CredentialFieldProps {
  label: string
  hint?: string
  type?: 'text' | 'email' | 'password'
  /** Tells password managers what goes here. */
  autoComplete: 'name' | 'username' | 'current-password' | 'new-password'
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
  value,
  onChange,
  error,
}: CredentialFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          type={type}
          autoComplete={autoComplete}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="h-10"
        />
      )}
    </Field>
  )
}
