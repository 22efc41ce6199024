import { z } from 'zod'
import { schemaError } from '@/lib/messages/problems/schema-error'

const FILTER_OPERATORS = [
  'equals',
  'not-equals',
  'contains',
  'one-of',
  'greater',
  'at-least',
  'less',
  'at-most',
  'exists',
  'missing',
] as const

/** Built-in document attributes besides its metadata, by their names in filters. */
export const DOCUMENT_FACTS = [
  'document.name',
  'document.title',
  'document.language',
  'document.type',
  'document.created',
] as const

const Field = z
  .string()
  .trim()
  .min(1, schemaError('forms.filterField'))
  .max(100)
  .default('document.name')
  .meta({
    layout: { label: 'Field', help: 'A metadata field, or document.name, .title, .language, .type or .created.' },
  })

export const FilterCondition = z.strictObject({
  field: Field,
  operator: z
    .enum(FILTER_OPERATORS)
    .default('equals')
    .meta({
      layout: {
        label: 'Operator',
        input: 'select',
        options: {
          equals: 'is',
          'not-equals': 'is not',
          contains: 'contains',
          'one-of': 'is one of',
          greater: 'is greater than',
          'at-least': 'is at least',
          less: 'is less than',
          'at-most': 'is at most',
          exists: 'has a value',
          missing: 'has no value',
        },
      },
    }),
  /** Value as text: a number, `true`, `2026-11-25`, or comma-separated values for `one-of`. */
  value: z
    .string()
    .max(2_000)
    .default('')
    .meta({
      layout: {
        label: 'Value',
        references: true,
        help: 'Text, a number, true or false, or a date (2026-11-25). Separate several values with commas.',
        showWhen: { field: 'operator', values: FILTER_OPERATORS.filter((it) => it !== 'exists' && it !== 'missing') },
      },
    }),
})
export type FilterCondition = z.infer<typeof FilterCondition>
