import 'server-only'
import { getTableColumns } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'

/** How rows of a table are given as JSON, under the keys that they have here: V8 writes those without a step of ours for each column. */
export interface Recordset {
  /** `"id", "workspace_id", …`, to be inserted into. */
  names: string
  /** `"id", "workspaceId", …`, in the same order, to be selected. */
  keys: string
  /** `x("id" uuid, "workspaceId" uuid, …)`, to be read from `json_to_recordset`. */
  record: string
}

/**
 * Many rows as one parameter. A statement with a placeholder for every value of hundreds of rows costs more processor
 * time to build, send and parse than the rows cost to store.
 * @param besides what is given with each row and is no column of the table, such as `seq bigint`
 */
export function recordset(table: PgTable, only?: readonly string[], besides: readonly string[] = []): Recordset {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => only === undefined || only.includes(key))
  return {
    names: columns.map(([key]) => `"${toSnakeCase(key)}"`).join(', '),
    keys: columns.map(([key]) => `"${key}"`).join(', '),
    record: `x(${[...columns.map(([key, column]) => `"${key}" ${column.getSQLType()}`), ...besides].join(', ')})`,
  }
}
