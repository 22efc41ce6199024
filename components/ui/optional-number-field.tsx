'use client'
import { Field } from './field'
import { Input } from './input'

export interface OptionalNumberFieldProps {
  label: string
  value: number | null | undefined
  /** The default that applies while it is empty. */
  placeholder?: string | undefined
  unit?: string | undefined
  error: string | undefined
  onChange: (value: number | null) => void
}

/** A number from 1, or empty. */
export function OptionalNumberField(props: OptionalNumberFieldProps) {
  const { label, value, placeholder, unit, error, onChange } = props
  return (
    <Field label={label} error={error} aside={unit}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          min={1}
          value={value ?? ''}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
        />
      )}
    </Field>
  )
}
