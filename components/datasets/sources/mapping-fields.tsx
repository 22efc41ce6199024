'use client'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { type MessageKey, t } from '@/lib/client/messages/t'
import type { ExampleMapping, SourceView } from '@/lib/contracts/dataset-sources'
import { type DatasetKind, EXAMPLE_FIELDS } from '@/lib/contracts/example-data'

export interface MappingFieldsProps {
  kind: DatasetKind
  columns: readonly string[]
  sample: SourceView['sample']
  mapping: ExampleMapping
  onChange: (mapping: ExampleMapping) => void
}

const NONE = '\u0000none'
type FieldName = (typeof EXAMPLE_FIELDS)[DatasetKind][number]
const LABELS = {
  messages: 'datasets.fieldMessages',
  system: 'datasets.roleSystem',
  question: 'datasets.question',
  answer: 'datasets.answer',
  context: 'datasets.contextOptional',
  text: 'datasets.text',
  label: 'datasets.label',
  passage: 'datasets.passageOptional',
  group: 'datasets.groupOptional',
} as const satisfies Record<FieldName, MessageKey>

/** Maps each field of an example to a column, with its value in the first row. */
export function MappingFields({ kind, columns, sample, mapping, onChange }: MappingFieldsProps) {
  const options = [
    { value: NONE, label: t('datasets.noColumn') },
    ...columns.map((column) => ({ value: column, label: column, description: firstOf(sample, column) })),
  ]
  function choose(field: FieldName, column: string) {
    const { [field]: _, ...others } = mapping.fields
    onChange({ ...mapping, fields: column === NONE ? others : { ...others, [field]: column } })
  }
  function chooseSplit(column: string) {
    const { split: _, ...others } = mapping
    onChange(column === NONE ? others : { ...others, split: column })
  }
  return (
    <fieldset className="grid min-w-0 gap-3 sm:grid-cols-2">
      <legend className="mb-2 font-medium text-sm">{t('datasets.columns')}</legend>
      {EXAMPLE_FIELDS[kind].map((field: FieldName) => (
        <Field key={field} label={t(LABELS[field])}>
          {(control) => (
            <Select
              {...control}
              value={mapping.fields[field] ?? NONE}
              onValueChange={(column) => choose(field, column)}
              options={options}
            />
          )}
        </Field>
      ))}
      <Field label={t('datasets.splitColumn')}>
        {(control) => (
          <Select {...control} value={mapping.split ?? NONE} onValueChange={chooseSplit} options={options} />
        )}
      </Field>
    </fieldset>
  )
}

function firstOf(sample: SourceView['sample'], column: string): string {
  const [first] = sample
  const value = first && Object.hasOwn(first, column) ? first[column] : null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return (text ?? '').slice(0, 80)
}
