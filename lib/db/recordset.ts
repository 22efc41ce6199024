import 'server-only'
import { getTableColumns } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'

export interface Recordset {
  /** `"id", "workspace_id", …` */
  names: string
  /** `x("id" uuid, "workspace_id" uuid, …)`, to be read from `json_to_recordset`. */
  record: string
  /** The rows as JSON, under the columns' names. Dates become ISO texts. */
  toJson(rows: readonly object[]): string
}

/**
 * Many rows as one parameter. A statement with a placeholder for every value of hundreds of rows costs more processor
 * time to build, send and parse than the rows cost to store.
 */
export function recordset(table: PgTable, only?: readonly string[]): Recordset {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => only === undefined || only.includes(key))
  const named = columns.map(([key, column]) => ({ key, name: toSnakeCase(key), type: column.getSQLType() }))
  const parts = named.map(({ key, name }) => ({ key, label: `"${name}":` }))
  return {
    names: named.map(({ name }) => `"${name}"`).join(', '),
    record: `x(${named.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`,
    toJson: (rows) => `[${rows.map((row) => rowToJson(parts, row)).join(',')}]`,
  }
}

/** Without an object in between, whose making costs as much as its writing. What is null is left out: it is read as null. */
function rowToJson(columns: readonly { key: string; label: string }[], row: object): string {
  let json = ''
  for (const { key, label } of columns) {
    const value: unknown = Reflect.get(row, key)
    if (value === null || value === undefined) continue
    json += `${json === '' ? '' : ','}${label}${toJson(value)}`
  }
  return `{${json}}`
}

/** Most columns hold an id, a number or a flag, which are written faster than the general way finds out. */
function toJson(value: unknown): string {
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return `${value}`
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`
  return JSON.stringify(value) ?? 'null'
}
const PLAIN = /^[\w-]{1,64}$/
