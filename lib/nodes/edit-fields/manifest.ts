import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { VARIABLE_TYPES } from '@/lib/graph/variables/declaration'
import { ToolDescription } from '../shared/models/tool-description'
import { variablePorts } from '../shared/variable-ports'

const Field = z.strictObject({
  path: z
    .string()
    .max(500)
    .default('')
    .meta(layout({ label: 'Field', placeholder: 'customer.name', help: 'Separate nested names with dots.' })),
  action: z
    .enum(['set', 'remove'])
    .default('set')
    .meta(layout({ label: 'Change', input: 'select', options: { set: 'Set', remove: 'Remove' } })),
  type: z
    .enum(VARIABLE_TYPES)
    .default('text')
    .meta(
      layout({
        label: 'Type',
        input: 'select',
        options: { text: 'Text', number: 'Number', boolean: 'Yes or no', json: 'JSON', list: 'List' },
        showWhen: { field: 'action', values: ['set'] },
      }),
    ),
  value: z
    .string()
    .max(20_000)
    .default('')
    .meta(
      layout({
        label: 'Value',
        input: 'textarea',
        references: true,
        help: 'Each {{name}} becomes an input of this node.',
        showWhen: { field: 'action', values: ['set'] },
      }),
    ),
})
export type EditedField = z.infer<typeof Field>

const Config = z.strictObject({
  fields: z
    .array(Field)
    .max(50)
    .default([{ path: 'name', action: 'set', type: 'text', value: '{{value}}' }])
    .meta(layout({ label: 'Fields', itemLabel: 'field', input: 'list' })),
  others: z
    .enum(['keep', 'drop'])
    .default('keep')
    .meta(layout({ label: 'Other fields', input: 'select', options: { keep: 'Keep', drop: 'Drop' } })),
  toolDescription: ToolDescription,
})
export type EditFieldsConfig = z.infer<typeof Config>

export const manifest = defineManifest<EditFieldsConfig>({
  type: 'edit-fields',
  version: 1,
  label: 'Edit fields',
  description: 'Sets and removes fields of an object, or of every object in a list.',
  group: 'logic',
  icon: 'pencil',
  config: Config,
  effect: 'pure',
  tool: true,
  templates: [{ path: 'fields.*.value', encoding: 'value' }],
  ports: ({ fields }) => ({
    inputs: [
      {
        id: 'object',
        label: 'Object',
        kind: 'json',
        description: 'An object or a list of objects. If not connected, the node creates a new object.',
      },
      ...variablePorts(
        fields.filter(({ action }) => action === 'set').map(({ value }) => value),
        'any',
        ['object'],
      ),
    ],
    outputs: [{ id: 'object', label: 'Object', kind: 'json' }],
  }),
  summary: ({ fields }) => fields.map(({ path }) => path).join(', '),
})
