import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { type Json, type JsonObject, JsonObjectSchema, JsonSchema, parseJson } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import type { TableConfig } from './manifest'

export default defineNode<TableConfig>({
  async run({ config, inputs, ctx }) {
    const { table, operation, uniqueColumn, sortBy, isDescending, limit, allRows } = config
    // Each value is JSON, because that is the encoding of these template fields.
    const filters = config.filters.map(({ column, operator, value }) => ({
      column,
      operator,
      value: operator === 'is-empty' || operator === 'is-not-empty' ? null : parseJson(JsonSchema, value),
    }))
    const found = await ctx.ports.tables.run({
      table,
      operation,
      uniqueColumn,
      sortBy,
      isDescending,
      limit,
      allRows,
      filters,
      rows: rowsOf(config, inputs.rows ?? null),
      key: ctx.idempotencyKey,
    })
    const { rows, count, isTruncated } = found
    const [row] = rows
    return { rows, count, isTruncated, ...(row ? { row } : {}) }
  },
})

function rowsOf({ operation, values }: TableConfig, input: Json): JsonObject[] {
  if (operation !== 'insert' && operation !== 'update' && operation !== 'upsert') return []
  const fixed = Object.fromEntries(values.map(({ column, value }) => [column, parseJson(JsonSchema, value)]))
  if (input === null || operation === 'update') return [fixed]
  return (Array.isArray(input) ? input : [input]).map((item) => ({ ...objectOf(item), ...fixed }))
}

function objectOf(value: Json): JsonObject {
  const parsed = JsonObjectSchema.safeParse(value)
  if (!parsed.success) throw new AppError('INVALID_INPUT', problem('tables.rowsExpected'))
  return parsed.data
}
