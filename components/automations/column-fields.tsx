'use client'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { BatchItemView, BatchMapping } from '@/lib/contracts/batches'
import type { PublicInputField } from '@/lib/contracts/public'

const NONE = '\u0000none'

export interface ColumnFieldsProps {
  fields: readonly PublicInputField[]
  columns: readonly string[]
  /** The first row of the file, as an example of each column. */
  sample: BatchItemView['values'] | undefined
  mapping: BatchMapping
  onChange: (mapping: BatchMapping) => void
}

/** Maps each input of the app to a column, shown with its value in the first row. */
export function ColumnFields({ fields, columns, sample, mapping, onChange }: ColumnFieldsProps) {
  function choose(name: string, column: string) {
    const { [name]: _, ...others } = mapping
    onChange(column === NONE ? others : { ...others, [name]: { kind: 'column', column } })
  }
  const options = columns.map((column) => {
    const value = sample?.[column]
    return { value: column, label: column, ...(value ? { description: String(value).slice(0, 60) } : {}) }
  })
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
                value={from?.kind === 'column' ? from.column : field.required ? undefined : NONE}
                placeholder={t('automations.chooseColumn')}
                onValueChange={(column) => choose(field.name, column)}
                options={[...(field.required ? [] : [{ value: NONE, label: t('automations.skipColumn') }]), ...options]}
              />
            )}
          </Field>
        )
      })}
    </fieldset>
  )
}
