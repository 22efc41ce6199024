import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { OPERATIONS_WITH_VALUE, VARIABLE_OPERATIONS } from '@/lib/graph/variables/apply-operation'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { variablePorts } from '../shared/variable-ports'

const Assignment = z.strictObject({
  variable: z
    .string()
    .max(64)
    .default('')
    .meta(layout({ label: 'Variable', help: 'The name of a variable of the Input node.' })),
  operation: z
    .enum(VARIABLE_OPERATIONS)
    .default('set')
    .meta(
      layout({
        label: 'Operation',
        input: 'select',
        options: {
          set: 'Set',
          append: 'Append',
          extend: 'Append all items',
          'remove-first': 'Remove the first item',
          'remove-last': 'Remove the last item',
          clear: 'Reset to the default',
          increment: 'Add a number',
          multiply: 'Multiply by a number',
          merge: 'Merge an object',
        },
      }),
    ),
  value: z
    .string()
    .max(20_000)
    .default('{{value}}')
    .meta(
      layout({
        label: 'Value',
        input: 'textarea',
        references: true,
        help: 'A single reference keeps its type. Each {{name}} becomes an input of this node.',
        showWhen: { field: 'operation', values: [...OPERATIONS_WITH_VALUE] },
      }),
    ),
})
type Assignment = z.infer<typeof Assignment>

const Config = z.strictObject({
  assignments: z
    .array(Assignment)
    .min(1, schemaError('forms.assignments'))
    .max(20)
    .default([{ variable: '', operation: 'set', value: '{{value}}' }])
    .meta(layout({ label: 'Changes', itemLabel: 'change', input: 'list', help: 'All changes are made, or none.' })),
})
export type SetVariableConfig = z.infer<typeof Config>

export const manifest = defineManifest<SetVariableConfig>({
  type: 'set-variable',
  version: 1,
  label: 'Set variable',
  description: 'Changes variables of the app, for later steps, runs and conversations.',
  group: 'logic',
  icon: 'variable',
  config: Config,
  effect: 'pure',
  templates: [{ path: 'assignments.*.value', encoding: 'value' }],
  ports: ({ assignments }) => ({
    inputs: variablePorts(
      assignments.filter(takesValue).map(({ value }) => value),
      'any',
    ),
    outputs: [
      { id: 'value', label: 'Value', kind: 'any', description: 'The new value of the first variable.' },
      { id: 'values', label: 'Values', kind: 'json', description: 'The new values by name.' },
    ],
  }),
  assigns: ({ assignments }) =>
    assignments.map(({ variable, operation }, index) => ({
      variable,
      operation,
      path: `assignments.${index}.variable`,
    })),
  summary: ({ assignments }) => assignments.map(({ variable }) => variable).join(', '),
})

function takesValue({ operation }: Assignment): boolean {
  return OPERATIONS_WITH_VALUE.includes(operation)
}
