'use client'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { BatchMapping } from '@/lib/contracts/batches'
import type { PublicInputField } from '@/lib/contracts/public'

const NONE = '\u0000none'

export interface ColumnFieldsProps {
  fields: readonly PublicInputField[]
  columns: readonly string[]
  mapping: BatchMapping
  onChange: (mapping: BatchMapping) => void
}

/** Maps each input of the app to a column. */
export function ColumnFields({ fields, columns, mapping, onChange }: ColumnFieldsProps) {
  function choose(name: string, column: string) {
    const { [name]: _, ...others } = mapping
    onChange(column === NONE ? others : { ...others, [name]: { kind: 'column', column } })
  }
  if (fields.length === 0) return <p className="text-muted text-sm">{t('automations.noInputs')}</p>
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 font-medium text-sm">{t('automations.columns')}</legend>
      {fields.map((field) => {
        const from = mapping[field.name]
        return (
          <Field key={field.name} label={t('automations.columnFor', { field: field.label })} required={field.required}>
            {(control) => (
              <Select
                {...control}
                value={from?.kind === 'column' ? from.column : NONE}
                onValueChange={(column) => choose(field.name, column)}
                options={[
                  { value: NONE, label: t('automations.skipColumn') },
                  ...columns.map((column) => ({ value: column, label: column })),
                ]}
              />
            )}
          </Field>
        )
      })}
    </fieldset>
  )
}

/** Matches columns to inputs of the same name. A single column maps to a single input. */
export function guessMapping(fields: readonly PublicInputField[], columns: readonly string[]): BatchMapping {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
  const guesses = fields.flatMap((field) => {
    const same = columns.find((column) => [field.name, field.label].some((name) => plain(name) === plain(column)))
    const only = fields.length === 1 && columns.length === 1 ? columns[0] : undefined
    const column = same ?? only
    return column === undefined ? [] : [[field.name, { kind: 'column' as const, column }] as const]
  })
  return Object.fromEntries(guesses)
}
