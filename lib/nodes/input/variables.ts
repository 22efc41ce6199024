import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import { layout } from '@/lib/graph/schema/field-layout'
import { emptyValue, readDefault } from '@/lib/graph/variables/convert-value'
import {
  MAX_VARIABLE_CHARACTERS,
  MAX_VARIABLES,
  VARIABLE_SCOPES,
  VARIABLE_TYPES,
  type VariableDeclaration,
} from '@/lib/graph/variables/declaration'
import { textRef } from '@/lib/messages/problems/text-ref'
import { findRepeated } from '../shared/find-repeated'

const VariableField = z.strictObject({
  name: GraphId.max(40).meta(layout({ label: 'Name' })),
  type: z
    .enum(VARIABLE_TYPES)
    .default('text')
    .meta(
      layout({
        label: 'Type',
        input: 'select',
        options: { text: 'Text', number: 'Number', boolean: 'Yes or no', json: 'JSON', list: 'List' },
      }),
    ),
  scope: z
    .enum(VARIABLE_SCOPES)
    .default('conversation')
    .meta(
      layout({
        label: 'Kept',
        input: 'select',
        options: {
          run: 'during a run',
          conversation: 'during a conversation',
          user: 'for each end user',
          app: 'for the whole app',
        },
      }),
    ),
  default: z
    .string()
    .max(20_000)
    .default('')
    .meta(layout({ label: 'Default value', help: 'The value before the first change. Enter lists and JSON as JSON.' })),
  personal: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Personal data',
        input: 'switch',
        help: 'Names, addresses, health data and similar. The canvas then warns about providers that are not allowed to receive it.',
      }),
    ),
  maxCharacters: z
    .number()
    .int()
    .min(1)
    .max(MAX_VARIABLE_CHARACTERS)
    .default(20_000)
    .meta(layout({ label: 'Maximum length', input: 'number', unit: 'characters' })),
})
type VariableField = z.infer<typeof VariableField>

export const VariablesField = z
  .array(VariableField)
  .max(MAX_VARIABLES)
  .default([])
  .meta(
    layout({
      label: 'Variables',
      itemLabel: 'variable',
      input: 'list',
      help: 'Values that the app remembers. Change them with Set variable, and read them as {{vars.name}}.',
    }),
  )

export function declarationsOf(fields: readonly VariableField[]): VariableDeclaration[] {
  return fields.map(({ default: typed, ...rest }) => ({
    ...rest,
    default: readDefault(rest.type, typed) ?? emptyValue(rest.type),
  }))
}

/** Repeated names, and defaults that do not fit their type. */
export function findVariableFlaws(fields: readonly VariableField[], nodeId: string): GraphIssue[] {
  const names = fields.map(({ name }) => name)
  const unfit = fields.flatMap(({ name, type, default: typed }, index): GraphIssue[] => {
    if (readDefault(type, typed) !== undefined) return []
    const path = `variables.${index}.default`
    return [
      { code: 'INVALID_CONFIG', severity: 'error', ...textRef('nodeSettings.variableDefault', { name }), nodeId, path },
    ]
  })
  return [...findRepeated(names, { nodeId, path: 'variables' }), ...unfit]
}
