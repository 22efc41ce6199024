'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import type { PublicInputField } from '@/lib/contracts/public'
import type { Typed } from './input-values'

export interface InputsFieldsProps {
  fields: readonly PublicInputField[]
  typed: Typed
  onChange: (typed: Typed) => void
}

/** The app's own inputs, as a form. */
export function InputsFields({ fields, typed, onChange }: InputsFieldsProps) {
  if (fields.length === 0) return <p className="text-muted text-sm">{t('automations.noInputs')}</p>
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 font-medium text-sm">{t('automations.inputs')}</legend>
      {fields.map((field) => (
        <Field key={field.name} label={field.label} required={field.required}>
          {(control) => (
            <Value
              field={field}
              control={control}
              value={typed[field.name] ?? ''}
              onChange={(value) => onChange({ ...typed, [field.name]: value })}
            />
          )}
        </Field>
      ))}
      <p className="text-muted text-xs">{t('automations.inputsHint', { date: '{{date}}', time: '{{time}}' })}</p>
    </fieldset>
  )
}

interface ValueProps {
  field: PublicInputField
  control: { id: string }
  value: string
  onChange: (value: string) => void
}

function Value({ field, control, value, onChange }: ValueProps) {
  const options = field.type === 'boolean' ? ['true', 'false'] : field.type === 'choice' ? (field.options ?? []) : null
  if (options)
    return (
      <Select
        {...control}
        value={value || undefined}
        onValueChange={onChange}
        options={options.map((option) => ({ value: option, label: option }))}
      />
    )
  if (field.type === 'number' || field.type === 'text')
    return <Input {...control} value={value} onChange={(event) => onChange(event.target.value)} />
  return <Textarea {...control} value={value} onChange={(event) => onChange(event.target.value)} />
}
