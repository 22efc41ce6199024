'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export interface RuleNumberProps {
  label: string
  unit: string
  /** Null if the rule is off. */
  value: number | null
  /** The stored value per displayed unit, 0.01 for percent. */
  scale?: number
  max?: number
  onChange: (value: number | null) => void
}

/** The number of a rule; an empty field disables the rule. */
export function RuleNumber({ label, unit, value, scale = 1, max, onChange }: RuleNumberProps) {
  return (
    <Field label={label} aside={unit}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={0}
          max={max}
          step="any"
          value={value === null ? '' : Number((value / scale).toPrecision(6))}
          onChange={({ target }) =>
            onChange(target.value === '' ? null : Number((Number(target.value) * scale).toPrecision(9)))
          }
        />
      )}
    </Field>
  )
}
