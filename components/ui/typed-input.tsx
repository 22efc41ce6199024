'use client'
import { cn } from './cn'
import type { FieldControl } from './field'
import { Input } from './input'
import { Select } from './select'
import { Switch } from './switch'
import { Textarea } from './textarea'

export interface TypedInputProps {
  control: FieldControl
  /** `line` is one line of text; `text` is several lines, initially `rows`. */
  type: 'line' | 'text' | 'number' | 'boolean' | 'choice' | 'json'
  /** The raw input; a switch is on if it is `true`. */
  value: string
  onChange: (value: string) => void
  /** Options of a choice. */
  options?: readonly string[] | undefined
  rows?: number
}

// A smaller font makes phones zoom in on the field.
const LEGIBLE = 'max-md:text-[16px]'

/** The control of one field of a data-driven form: app inputs and approval fields. */
export function TypedInput({ control, type, value, onChange, options = [], rows }: TypedInputProps) {
  switch (type) {
    case 'boolean':
      return (
        <Switch
          {...control}
          checked={value === 'true'}
          onCheckedChange={(checked) => onChange(String(checked))}
          className="self-start"
        />
      )
    case 'choice':
      return (
        <Select
          {...control}
          value={value || undefined}
          onValueChange={onChange}
          options={options.map((option) => ({ value: option, label: option }))}
        />
      )
    case 'text':
    case 'json':
      return (
        <Textarea
          {...control}
          {...(rows === undefined ? {} : { rows })}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={cn(LEGIBLE, type === 'json' && 'font-mono md:text-xs', rows === 1 && 'min-h-8')}
        />
      )
    case 'number':
    case 'line':
      return (
        <Input
          {...control}
          inputMode={type === 'number' ? 'decimal' : 'text'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={LEGIBLE}
        />
      )
  }
}
