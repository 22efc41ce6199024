import { z } from 'zod'
import type { GraphIssue } from '@/lib/graph/issue'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { TABLE_LIMITS } from '@/lib/graph/tables/columns'
import { TABLE_FILTER_OPERATORS, TABLE_OPERATIONS } from '@/lib/graph/tables/operations'
import { textRef } from '@/lib/messages/problems/text-ref'
import { ToolDescription } from '../shared/models/tool-description'
import { variablePorts } from '../shared/variable-ports'

const FILTERED = ['find', 'get', 'count', 'update', 'delete']
const WRITTEN = ['insert', 'update', 'upsert']
const VALUELESS: readonly string[] = ['is-empty', 'is-not-empty']

const Column = z
  .string()
  .max(40)
  .default('')
  .meta(layout({ label: 'Column', help: 'The id of the column, such as customer_name.' }))

const Filter = z.strictObject({
  column: Column,
  operator: z
    .enum(TABLE_FILTER_OPERATORS)
    .default('equals')
    .meta(
      layout({
        label: 'Operator',
        input: 'select',
        options: {
          equals: 'equals',
          'not-equals': 'does not equal',
          contains: 'contains',
          greater: 'is greater than',
          less: 'is less than',
          'greater-or-equal': 'is at least',
          'less-or-equal': 'is at most',
          'is-empty': 'is empty',
          'is-not-empty': 'is not empty',
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
        references: true,
        showWhen: {
          field: 'operator',
          values: TABLE_FILTER_OPERATORS.filter((operator) => !VALUELESS.includes(operator)),
        },
      }),
    ),
})

const Value = z.strictObject({
  column: Column,
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
      }),
    ),
})

const Config = z.strictObject({
  table: z
    .string()
    .max(60)
    .default('')
    .meta(layout({ label: 'Table', input: 'table' })),
  operation: z
    .enum(TABLE_OPERATIONS)
    .default('find')
    .meta(
      layout({
        label: 'Operation',
        input: 'select',
        options: {
          find: 'Find rows',
          get: 'Get one row',
          count: 'Count rows',
          insert: 'Insert rows',
          update: 'Update rows',
          upsert: 'Update or insert a row',
          delete: 'Delete rows',
        },
      }),
    ),
  filters: z
    .array(Filter)
    .max(20)
    .default([])
    .meta(
      layout({
        label: 'Filters',
        itemLabel: 'filter',
        input: 'list',
        help: 'All filters must match.',
        showWhen: { field: 'operation', values: FILTERED },
      }),
    ),
  values: z
    .array(Value)
    .max(TABLE_LIMITS.columns)
    .default([])
    .meta(
      layout({
        label: 'Values',
        itemLabel: 'value',
        input: 'list',
        help: 'To pass one or several rows instead, connect the input Rows. These values are added to each row.',
        showWhen: { field: 'operation', values: WRITTEN },
      }),
    ),
  uniqueColumn: z
    .string()
    .max(40)
    .default('')
    .meta(
      layout({
        label: 'Unique column',
        input: 'table-column',
        help: 'The row with the same value in this column is updated. If there is none, a row is inserted.',
        showWhen: { field: 'operation', values: ['upsert'] },
      }),
    ),
  sortBy: z
    .string()
    .max(40)
    .default('')
    .meta(
      layout({
        label: 'Sort by column',
        input: 'table-column',
        help: 'Leave empty for the order of insertion.',
        showWhen: { field: 'operation', values: ['find', 'get'] },
      }),
    ),
  isDescending: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Descending',
        input: 'switch',
        showWhen: { field: 'operation', values: ['find', 'get'] },
      }),
    ),
  limit: z
    .number()
    .int()
    .min(1)
    .max(TABLE_LIMITS.rowsPerStep)
    .default(100)
    .meta(layout({ label: 'Maximum rows', input: 'number', showWhen: { field: 'operation', values: ['find'] } })),
  allRows: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Change all rows',
        input: 'switch',
        help: 'Without a filter, the step fails unless this is on.',
        showWhen: { field: 'operation', values: ['update', 'delete'] },
      }),
    ),
  toolDescription: ToolDescription,
})
export type TableConfig = z.infer<typeof Config>

const takesRows = ({ operation }: TableConfig): boolean => operation === 'insert' || operation === 'upsert'

export const manifest = defineManifest<TableConfig>({
  type: 'table',
  version: 1,
  label: 'Table',
  description: 'Finds, inserts, updates and deletes rows in a table of the workspace.',
  group: 'tool',
  icon: 'table',
  config: Config,
  effect: 'write',
  onlyReads: ({ operation }) => operation === 'find' || operation === 'get' || operation === 'count',
  reusable: false,
  bringsUntrusted: true,
  tool: true,
  templates: [
    { path: 'filters.*.value', encoding: 'value' },
    { path: 'values.*.value', encoding: 'value' },
  ],
  ports: (config) => ({
    inputs: [
      ...(takesRows(config)
        ? [{ id: 'rows', label: 'Rows', kind: 'json' as const, description: 'An object or a list of objects.' }]
        : []),
      ...variablePorts(
        [
          ...(FILTERED.includes(config.operation)
            ? config.filters.filter(({ operator }) => !VALUELESS.includes(operator)).map(({ value }) => value)
            : []),
          ...(WRITTEN.includes(config.operation) ? config.values.map(({ value }) => value) : []),
        ],
        'any',
        ['rows'],
      ),
    ],
    outputs: [
      { id: 'rows', label: 'Rows', kind: 'json', description: 'The rows that were found or changed.' },
      { id: 'row', label: 'First row', kind: 'json', description: 'Skipped if there is none.' },
      { id: 'count', label: 'Count', kind: 'number' },
      { id: 'isTruncated', label: 'More rows exist', kind: 'boolean' },
    ],
  }),
  texts: { none: 'No table yet', operation: '{operation} · {table}' },
  summary: ({ table, operation }, text) => (table === '' ? text('none') : text('operation', { operation, table })),
  check: ({ table, operation, uniqueColumn, filters, allRows }, nodeId) => {
    const isOpen = (operation === 'update' || operation === 'delete') && filters.length === 0 && !allRows
    return [
      ...(table === '' ? [issueAt(nodeId, 'table')] : []),
      ...(operation === 'upsert' && uniqueColumn === '' ? [issueAt(nodeId, 'uniqueColumn')] : []),
      ...(isOpen ? [issueAt(nodeId, 'allRows')] : []),
    ]
  },
})

const ISSUES = {
  table: 'nodeSettings.table',
  uniqueColumn: 'nodeSettings.uniqueColumn',
  allRows: 'nodeSettings.allRows',
} as const

function issueAt(nodeId: string, path: keyof typeof ISSUES): GraphIssue {
  const code = path === 'table' ? 'MISSING_RESOURCE' : 'INVALID_CONFIG'
  return { code, severity: 'error', ...textRef(ISSUES[path]), nodeId, path }
}
