'use client'
import { Field } from '@/components/ui/field'
import { TypedInput } from '@/components/ui/typed-input'
import { t } from '@/lib/client/messages/t'
import type { PublicInputField } from '@/lib/contracts/public'
import type { Typed } from './input-values'

/** A boolean input is a select instead of a switch, so that its value can be omitted. */
const TYPE_OF = {
  text: 'line',
  'long-text': 'text',
  number: 'number',
  boolean: 'choice',
  choice: 'choice',
  json: 'json',
  file: 'line',
  image: 'line',
  audio: 'line',
} as const

export interface InputsFieldsProps {
  fields: readonly PublicInputField[]
  typed: Typed
  onChange: (typed: Typed) => void
}

/** The app's inputs as a form. */
export function InputsFields({ fields, typed, onChange }: InputsFieldsProps) {
  if (fields.length === 0) return <p className="text-muted text-sm">{t('automations.noInputs')}</p>
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 font-medium text-sm">{t('automations.inputs')}</legend>
      {fields.map((field) => (
        <Field key={field.name} label={field.label} required={field.required}>
          {(control) => (
            <TypedInput
              type={TYPE_OF[field.type]}
              options={field.type === 'boolean' ? ['true', 'false'] : field.options}
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
