import 'server-only'
import { createHash } from 'node:crypto'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { columnValue } from '@/lib/graph/tables/column-value'
import { TABLE_LIMITS } from '@/lib/graph/tables/columns'
import { problem } from '@/lib/messages/problems/problem'
import { columnOf, type TableDefinition } from './table-row'

/** The values of a row after a change. Only its columns are changed. @throws INVALID_INPUT, LIMIT_EXCEEDED */
export function convertRow(table: TableDefinition, current: JsonObject, changes: JsonObject): JsonObject {
  const row = new Map(Object.entries(current))
  for (const [id, value] of Object.entries(changes)) {
    if (id === 'id') continue
    const column = columnOf(table, id)
    const converted = columnValue(column, value)
    if (!converted.ok)
      throw new AppError('INVALID_INPUT', problem('tables.unfit', { column: column.label, type: column.type }))
    if (converted.value === null) row.delete(id)
    else row.set(id, converted.value)
  }
  const missing = table.columns.find(({ id, required }) => required && !row.has(id))
  if (missing) throw new AppError('INVALID_INPUT', problem('tables.valueMissing', { column: missing.label }))
  const values = Object.fromEntries(row)
  const bytes = Buffer.byteLength(JSON.stringify(values))
  if (bytes > TABLE_LIMITS.rowBytes)
    throw new AppError('LIMIT_EXCEEDED', problem('tables.rowTooLarge', { bytes, max: TABLE_LIMITS.rowBytes }))
  return values
}

/** Long values are compared by their hash, because an index entry has a limited size. */
export function uniqueValuesOf({ columns }: TableDefinition, values: JsonObject): { column: string; value: string }[] {
  return columns.flatMap(({ id, unique }) => {
    const value = values[id]
    if (!unique || value === undefined) return []
    const text = JSON.stringify(value)
    return [{ column: id, value: text.length <= 200 ? text : createHash('sha256').update(text).digest('hex') }]
  })
}
