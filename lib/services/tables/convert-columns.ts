import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, gt } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { Transaction } from '@/lib/db/database'
import { tableRows, tableUniqueValues } from '@/lib/db/schema/tables'
import { columnValue } from '@/lib/graph/tables/column-value'
import type { TableColumn } from '@/lib/graph/tables/columns'
import { problem } from '@/lib/messages/problems/problem'
import { uniqueValuesOf } from './row-values'
import type { TableDefinition } from './table-row'

const BATCH_SIZE = 1_000

/**
 * Changes the rows of a table to new columns: values of removed ones are deleted, others are converted.
 * @throws INVALID_INPUT with the number of rows that do not fit, or the database's error for a duplicate
 */
export async function convertColumns(tx: Transaction, table: TableDefinition, columns: readonly TableColumn[]) {
  if (!needsRows(table.columns, columns)) return
  const { workspaceId, id: tableId } = table
  const isOfTable = and(eq(tableUniqueValues.tableId, tableId), eq(tableUniqueValues.workspaceId, workspaceId))
  await tx.delete(tableUniqueValues).where(isOfTable)
  const unfit = new Map<string, number>()
  let after = ''
  for (;;) {
    const rows = await tx
      .select({ id: tableRows.id, values: tableRows.values, environment: tableRows.environment })
      .from(tableRows)
      .where(
        and(
          eq(tableRows.tableId, tableId),
          eq(tableRows.workspaceId, workspaceId),
          ...(after === '' ? [] : [gt(tableRows.id, after)]),
        ),
      )
      .orderBy(asc(tableRows.id))
      .limit(BATCH_SIZE)
    const last = rows.at(-1)
    if (!last) break
    after = last.id
    for (const row of rows) {
      const values = convert(row.values, columns, unfit)
      if (!isDeepStrictEqual(values, row.values))
        await tx
          .update(tableRows)
          .set({ values })
          .where(and(eq(tableRows.id, row.id), eq(tableRows.workspaceId, workspaceId)))
      const entries = uniqueValuesOf({ ...table, columns: [...columns] }, values)
      if (entries.length > 0)
        await tx.insert(tableUniqueValues).values(
          entries.map((entry) => ({
            ...entry,
            tableId,
            workspaceId,
            rowId: row.id,
            environment: row.environment,
          })),
        )
    }
  }
  for (const [column, count] of unfit)
    throw new AppError('INVALID_INPUT', problem('tables.unfitRows', { column, count }))
}

/** New optional columns, labels and marks of personal data leave rows as they are. */
function needsRows(before: readonly TableColumn[], after: readonly TableColumn[]): boolean {
  const old = new Map(before.map((column) => [column.id, column]))
  const isSame = ({ id, type, required, unique, options }: TableColumn) => {
    const column = old.get(id)
    if (!column) return !required && !unique
    return (
      column.type === type &&
      (column.required || !required) &&
      column.unique === unique &&
      isDeepStrictEqual(column.options, options)
    )
  }
  return !after.every(isSame) || before.some(({ id }) => !after.some((column) => column.id === id))
}

function convert(values: JsonObject, columns: readonly TableColumn[], unfit: Map<string, number>): JsonObject {
  return Object.fromEntries(
    columns.flatMap((column) => {
      const converted = columnValue(column, values[column.id] ?? null)
      const isUnfit = !converted.ok || (converted.value === null && column.required)
      if (isUnfit) unfit.set(column.label, (unfit.get(column.label) ?? 0) + 1)
      return !converted.ok || converted.value === null ? [] : [[column.id, converted.value] as const]
    }),
  )
}
