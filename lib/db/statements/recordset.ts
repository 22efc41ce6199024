import 'server-only'
import { getTableColumns } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'

/**
 * Rows of a table as JSON, under the property names of the schema: V8 serializes those without a
 * conversion per column.
 */
export interface Recordset {
  /** `"id", "workspace_id", …`, the insert columns. */
  names: string
  /** `"id", "workspaceId", …`, in the same order, the select list. */
  keys: string
  /** `x("id" uuid, "workspaceId" uuid, …)`, the record definition of `json_to_recordset`. */
  record: string
}

/**
 * Passes many rows as one parameter. A statement with a placeholder for every value of hundreds of rows costs more CPU
 * time to build, send and parse than storing the rows.
 * @param besides additional fields of each row that are no columns of the table, such as `seq bigint`
 */
export function recordset(table: PgTable, only?: readonly string[], besides: readonly string[] = []): Recordset {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => only === undefined || only.includes(key))
  return {
    names: columns.map(([key]) => `"${toSnakeCase(key)}"`).join(', '),
    keys: columns.map(([key]) => `"${key}"`).join(', '),
    record: `x(${[...columns.map(([key, column]) => `"${key}" ${column.getSQLType()}`), ...besides].join(', ')})`,
  }
}
