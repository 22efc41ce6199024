import type { JsonObject } from '@/lib/core/json'
import { listOf, numberOf, objectOf, textOf } from '../fields'
import type { Rule, RuleContext } from './rule'

/** Operations on a list: `items` is its selector, `operations` are those of List. */
export const list: Rule = {
  targets: { list: 'list' },
  status: 'equivalent',
  gate: ({ list: id }) => `${id}.when`,
  leave: ({ list: id }) => `${id}.items`,
  tool: ({ list: id }) => `${id}.tool`,
  values: ({ list: id }) => ({
    result: `${id}.items`,
    first_record: `${id}.first`,
    last_record: `${id}.last`,
    count: `${id}.count`,
    text: `${id}.text`,
  }),
  build: (ctx) => {
    const operations = listOf(ctx.data.operations).map(objectOf)
    ctx.configure('list', {
      operations: operations.slice(0, 20).map((operation) => ({
        ...operation,
        ...(operation.value === undefined ? {} : { value: ctx.text(operation.value) }),
      })),
    })
    ctx.feed(ctx.ref(ctx.data.items), `${ctx.ids.list}.items`)
  },
}

const OPERATORS: Readonly<Record<string, string>> = {
  contains: 'contains',
  'not contains': 'not-contains',
  is: 'equals',
  'is not': 'not-equals',
  in: 'contains',
  '=': 'equals',
  '≠': 'not-equals',
  '>': 'greater',
  '<': 'less',
  empty: 'is-empty',
  'not empty': 'is-not-empty',
}

/** The list operator of Dify: it filters, sorts, extracts one item and limits, in this order. */
export const listOperator: Rule = {
  ...list,
  build: (ctx) => {
    const { data } = ctx
    const [filter, order, extract, limit] = ['filter_by', 'order_by', 'extract_by', 'limit'].map((key) =>
      objectOf(data[key]),
    )
    list.build({
      ...ctx,
      data: {
        items: data.variable ?? [],
        operations: [
          ...(filter?.enabled === true ? filters(ctx, listOf(filter.conditions).map(objectOf)) : []),
          ...(order?.enabled === true ? [sorting(order)] : []),
          ...(extract?.enabled === true ? oneItem(ctx, textOf(extract.serial)) : []),
          ...(limit?.enabled === true ? [{ operation: 'limit', count: count(limit.size) }] : []),
        ],
      },
    })
  },
}

const count = (size: unknown) => Math.min(100_000, Math.max(0, Math.round(numberOf(size) ?? 10)))

const sorting = ({ key, value }: JsonObject): JsonObject => ({
  operation: 'sort',
  field: textOf(key),
  direction: value === 'desc' ? 'descending' : 'ascending',
})

function filters(ctx: RuleContext, conditions: readonly JsonObject[]): JsonObject[] {
  return conditions.map(({ key, comparison_operator, value }) => {
    const operator = OPERATORS[textOf(comparison_operator)]
    if (!operator) ctx.note('operator', textOf(comparison_operator))
    const compared = Array.isArray(value) ? value.map(textOf).join(',') : textOf(value)
    return { operation: 'filter', field: textOf(key), operator: operator ?? 'equals', value: compared }
  })
}

function oneItem(ctx: RuleContext, serial: string): JsonObject[] {
  const at = Number(serial)
  if (!Number.isInteger(at) || at < 1) {
    ctx.note('setting', 'extract_by')
    return []
  }
  return [
    { operation: 'limit', count: at },
    { operation: 'limit', count: 1, from: 'end' },
  ]
}
