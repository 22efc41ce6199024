'use client'
import { Select } from './select'

export interface ChoiceProps<Value extends string> {
  values: readonly Value[]
  labelOf: (value: Value) => string
  value: Value
  onSelect: (value: Value) => void
  label: string
  className?: string
}

/** A typed select with fixed values, for filters and sort orders. */
export function Choice<Value extends string>({
  values,
  labelOf,
  value,
  onSelect,
  label,
  className,
}: ChoiceProps<Value>) {
  function choose(next: string) {
    const found = values.find((candidate) => candidate === next)
    if (found !== undefined) onSelect(found)
  }
  return (
    <Select
      value={value}
      onValueChange={choose}
      options={values.map((candidate) => ({ value: candidate, label: labelOf(candidate) }))}
      aria-label={label}
      {...(className === undefined ? {} : { className })}
    />
  )
}
