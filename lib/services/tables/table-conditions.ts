import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { tableRows } from '@/lib/db/schema/tables'
import type { TableFilter } from '@/lib/engine/table-requests'
import { columnValue } from '@/lib/graph/tables/column-value'
import { problem } from '@/lib/messages/problems/problem'
import { columnOf, environmentKeyOf, type TableDefinition } from './table-row'

interface Wanted {
  environment: string
  filters: readonly TableFilter[]
}

/** Conditions for rows. Columns and values are parameters, never parts of the statement. @throws INVALID_INPUT */
export function tableConditions(table: TableDefinition, { environment, filters }: Wanted): SQL | undefined {
  return and(
    eq(tableRows.workspaceId, table.workspaceId),
    eq(tableRows.tableId, table.id),
    eq(tableRows.environment, environmentKeyOf(table, environment)),
    ...filters.map((filter) => conditionOf(table, filter)),
  )
}

function conditionOf(table: TableDefinition, { column: id, operator, value: input }: TableFilter): SQL {
  const column = columnOf(table, id)
  const text = sql`${tableRows.values} ->> ${id}::text`
  const isEmpty = sql`not (${tableRows.values} ? ${id}::text)`
  if (operator === 'is-empty') return isEmpty
  if (operator === 'is-not-empty') return sql`(${tableRows.values} ? ${id}::text)`
  if (operator === 'contains') {
    const part = typeof input === 'string' ? input : JSON.stringify(input)
    return sql`position(lower(${part}::text) in lower(${text})) > 0`
  }
  const converted = columnValue(column, input)
  if (!converted.ok)
    throw new AppError('INVALID_INPUT', problem('tables.unfit', { column: column.label, type: column.type }))
  const { value } = converted
  if (operator === 'equals' || operator === 'not-equals') {
    // Containment uses the index of all values.
    const isSame = value === null ? isEmpty : sql`${tableRows.values} @> ${JSON.stringify({ [id]: value })}::jsonb`
    return operator === 'equals' ? isSame : sql`not (${isSame})`
  }
  const [left, right] =
    column.type === 'number' ? [sql`(${text})::numeric`, sql`${value}::numeric`] : [text, sql`${String(value)}::text`]
  const compared = { greater: sql`>`, less: sql`<`, 'greater-or-equal': sql`>=`, 'less-or-equal': sql`<=` }[operator]
  return sql`${left} ${compared} ${right}`
}

/** The order of rows: by a column, empty ones last, and by age. @throws INVALID_INPUT */
export function tableOrder(table: TableDefinition, sortBy: string, isDescending: boolean): SQL[] {
  const byAge = isDescending && sortBy === '' ? sql`${tableRows.id} desc` : sql`${tableRows.id}`
  if (sortBy === '') return [byAge]
  const { id, type } = columnOf(table, sortBy)
  const text = sql`${tableRows.values} ->> ${id}::text`
  const value = type === 'number' ? sql`(${text})::numeric` : text
  return [isDescending ? sql`${value} desc nulls last` : sql`${value} asc nulls last`, byAge]
}
