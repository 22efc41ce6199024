import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { ToolDescription } from '../shared/models/tool-description'
import { variablePorts } from '../shared/variable-ports'

const LIST_OPERATIONS = [
  'filter',
  'sort',
  'limit',
  'unique',
  'group',
  'aggregate',
  'flatten',
  'select',
  'rename',
  'split',
  'join-text',
  'join',
] as const

const shownFor = (...values: (typeof LIST_OPERATIONS)[number][]) => ({ field: 'operation', values })

const Operation = z.strictObject({
  operation: z
    .enum(LIST_OPERATIONS)
    .default('filter')
    .meta(
      layout({
        label: 'Operation',
        input: 'select',
        options: {
          filter: 'Filter',
          sort: 'Sort',
          limit: 'Limit',
          unique: 'Remove duplicates',
          group: 'Group',
          aggregate: 'Aggregate',
          flatten: 'Flatten lists of lists',
          select: 'Select fields',
          rename: 'Rename a field',
          split: 'Split text',
          'join-text': 'Join as text',
          join: 'Join with the other list',
        },
      }),
    ),
  field: z
    .string()
    .max(500)
    .default('')
    .meta(
      layout({
        label: 'Field',
        placeholder: 'customer.name',
        help: 'Leave empty for the items themselves. Separate nested names with dots.',
        showWhen: shownFor('filter', 'sort', 'unique', 'group', 'aggregate', 'rename', 'join'),
      }),
    ),
  operator: z
    .enum([
      'equals',
      'not-equals',
      'contains',
      'not-contains',
      'greater',
      'less',
      'is-empty',
      'is-not-empty',
      'is-true',
    ])
    .default('equals')
    .meta(
      layout({
        label: 'Operator',
        input: 'select',
        options: {
          equals: 'equals',
          'not-equals': 'does not equal',
          contains: 'contains',
          'not-contains': 'does not contain',
          greater: 'is greater than',
          less: 'is less than',
          'is-empty': 'is empty',
          'is-not-empty': 'is not empty',
          'is-true': 'is true',
        },
        showWhen: shownFor('filter'),
      }),
    ),
  value: z
    .string()
    .max(2_000)
    .default('')
    .meta(layout({ label: 'Compare with', references: true, showWhen: shownFor('filter') })),
  direction: z
    .enum(['ascending', 'descending'])
    .default('ascending')
    .meta(
      layout({
        label: 'Direction',
        input: 'select',
        options: { ascending: 'Ascending', descending: 'Descending' },
        showWhen: shownFor('sort'),
      }),
    ),
  count: z
    .number()
    .int()
    .min(0)
    .max(100_000)
    .default(10)
    .meta(layout({ label: 'Items', input: 'number', showWhen: shownFor('limit') })),
  from: z
    .enum(['start', 'end'])
    .default('start')
    .meta(
      layout({
        label: 'From',
        input: 'select',
        options: { start: 'the start', end: 'the end' },
        showWhen: shownFor('limit'),
      }),
    ),
  function: z
    .enum(['count', 'sum', 'average', 'min', 'max', 'first', 'last'])
    .default('count')
    .meta(
      layout({
        label: 'Function',
        input: 'select',
        options: {
          count: 'Count',
          sum: 'Sum',
          average: 'Average',
          min: 'Minimum',
          max: 'Maximum',
          first: 'First value',
          last: 'Last value',
        },
        showWhen: shownFor('aggregate'),
      }),
    ),
  fields: z
    .string()
    .max(2_000)
    .default('')
    .meta(
      layout({
        label: 'Fields',
        placeholder: 'name, price',
        help: 'Separate names with commas. With a single field, the result is a list of its values.',
        showWhen: shownFor('select'),
      }),
    ),
  to: z
    .string()
    .max(200)
    .default('')
    .meta(layout({ label: 'New name', showWhen: shownFor('rename') })),
  separator: z
    .string()
    .max(100)
    .default(', ')
    .meta(layout({ label: 'Separator', showWhen: shownFor('split', 'join-text') })),
})

const Config = z.strictObject({
  operations: z
    .array(Operation)
    .max(20)
    .default([Operation.parse({})])
    .meta(layout({ label: 'Operations', itemLabel: 'operation', input: 'list', help: 'Applied in this order.' })),
  toolDescription: ToolDescription,
})
export type ListConfig = z.infer<typeof Config>

export const manifest = defineManifest<ListConfig>({
  type: 'list',
  version: 1,
  label: 'List',
  description: 'Filters, sorts, groups and joins the items of a list.',
  group: 'logic',
  icon: 'filter',
  config: Config,
  effect: 'pure',
  tool: true,
  templates: [{ path: 'operations.*.value', encoding: 'value' }],
  ports: ({ operations }) => ({
    inputs: [
      { id: 'items', label: 'Items', kind: 'any', required: true, description: 'A list, or text to split.' },
      ...(operations.some(({ operation }) => operation === 'join')
        ? [{ id: 'other', label: 'Other list', kind: 'any' as const, required: true }]
        : []),
      ...variablePorts(
        operations.filter(({ operation }) => operation === 'filter').map(({ value }) => value),
        'any',
        ['items', 'other'],
      ),
    ],
    outputs: [
      { id: 'items', label: 'Items', kind: 'json' },
      { id: 'first', label: 'First item', kind: 'any', description: 'Skipped if the list is empty.' },
      { id: 'last', label: 'Last item', kind: 'any', description: 'Skipped if the list is empty.' },
      { id: 'count', label: 'Count', kind: 'number' },
      {
        id: 'text',
        label: 'Text',
        kind: 'text',
        description: 'The items as text, joined by commas unless an operation joins them differently.',
      },
    ],
  }),
  summary: ({ operations }) => operations.map(({ operation }) => operation).join(', '),
})
