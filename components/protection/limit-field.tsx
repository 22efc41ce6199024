'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { formatCount } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'

export interface LimitFieldProps {
  label: string
  /** null: as the instance has it. */
  value: number | null | undefined
  /** What holds while it is empty; absent: nothing. */
  byDefault?: number
  unit?: string
  error: string | undefined
  onChange: (value: number | null) => void
}

/** A number, or nothing: then the instance's holds, which stands in the empty field. */
export function LimitField({ label, value, byDefault, unit, error, onChange }: LimitFieldProps) {
  return (
    <Field label={label} error={error} aside={unit}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          min={1}
          value={value ?? ''}
          placeholder={
            byDefault === undefined ? undefined : t('protection.byDefault', { value: formatCount(byDefault) })
          }
          onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
        />
      )}
    </Field>
  )
}
