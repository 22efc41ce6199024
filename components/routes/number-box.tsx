'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

interface NumberBoxProps {
  label: string
  hint?: string
  unit?: string
  /** Null for an empty field. */
  value: number | null
  min: number
  max: number
  step?: number
  placeholder?: string
  onChange: (value: number | null) => void
}

/** An optional number. */
export function NumberBox({ label, hint, unit, value, min, max, step, placeholder, onChange }: NumberBoxProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <span className="flex items-center gap-2">
          <Input
            {...control}
            type="number"
            min={min}
            max={max}
            step={step}
            placeholder={placeholder}
            className="min-w-0 tabular-nums"
            value={value ?? ''}
            onChange={({ target }) =>
              onChange(target.value === '' ? null : Math.max(min, Math.min(max, target.valueAsNumber)))
            }
          />
          {unit === undefined ? null : <span className="shrink-0 text-muted text-xs">{unit}</span>}
        </span>
      )}
    </Field>
  )
}
