export const TABLE_OPERATIONS = ['find', 'get', 'count', 'insert', 'update', 'upsert', 'delete'] as const
export type TableOperation = (typeof TABLE_OPERATIONS)[number]

export const TABLE_FILTER_OPERATORS = [
  'equals',
  'not-equals',
  'contains',
  'greater',
  'less',
  'greater-or-equal',
  'less-or-equal',
  'is-empty',
  'is-not-empty',
] as const
export type TableFilterOperator = (typeof TABLE_FILTER_OPERATORS)[number]
