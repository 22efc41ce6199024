'use client'
import type { FieldControl } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { Json } from '@/lib/core/json'
import type { ChoiceSpec } from '../field-spec'
import { textOf } from '../json-values'

export interface ChoiceFieldProps {
  spec: ChoiceSpec
  value: Json
  onChange: (value: Json) => void
  control: FieldControl
}

export function ChoiceField({ spec, value, onChange, control }: ChoiceFieldProps) {
  return <Select {...control} value={textOf(value)} onValueChange={onChange} options={spec.options} />
}
