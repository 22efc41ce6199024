'use client'
import { Checkbox } from '@/components/ui/checkbox'
import type { Json } from '@/lib/core/json'

export interface ChoicesFieldProps {
  options: readonly { value: string; label: string; note?: string }[]
  value: Json
  onChange: (value: Json) => void
}

/** Multiple choice. Selected values that are no longer offered stay until they are removed. */
export function ChoicesField({ options, value, onChange }: ChoicesFieldProps) {
  const selected = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
  const unavailable = selected.filter((item) => !options.some((option) => option.value === item))
  const toggle = (item: string, isOn: boolean) =>
    onChange(isOn ? [...selected, item] : selected.filter((other) => other !== item))
  return (
    <div className="flex flex-col gap-1 rounded-md border px-3 py-2">
      {[...options, ...unavailable.map((item) => ({ value: item, label: item, note: undefined }))].map((option) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside.
        <label key={option.value} className="flex min-h-6 items-center gap-2.5 text-sm">
          <Checkbox
            checked={selected.includes(option.value)}
            onCheckedChange={(isOn) => toggle(option.value, isOn === true)}
          />
          <span className="min-w-0 truncate">{option.label}</span>
          {option.note ? <span className="min-w-0 truncate text-muted text-xs">{option.note}</span> : null}
        </label>
      ))}
    </div>
  )
}
