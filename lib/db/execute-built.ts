import 'server-only'
import { fillPlaceholders, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Database } from './database'
import { executeText } from './execute-prepared'

interface BuiltStatement {
  sql: string
  params: unknown[]
}

const dialect = new PgDialect({ casing: 'snake_case' })
const built = new WeakMap<object, Map<string, BuiltStatement>>()

export interface StatementShape {
  /** What the statement is built of: it is built anew for another object, though that may say the same. */
  part: SQL
  /** All else that makes it another one, placeholders left out. */
  rest: readonly (string | number | boolean | null)[]
}

/**
 * As `executePrepared`, for a statement that is written once and then only given other values: to write one takes longer
 * than to send it. @param values of its placeholders
 */
export async function executeBuilt(
  db: Database,
  { part, rest }: StatementShape,
  build: () => SQL,
  values: Readonly<Record<string, string>>,
): Promise<unknown> {
  const known = built.get(part) ?? new Map<string, BuiltStatement>()
  const shape = rest.join('/')
  const statement = known.get(shape) ?? dialect.sqlToQuery(build())
  built.set(part, known.set(shape, statement))
  return await executeText(db, statement.sql, fillPlaceholders(statement.params, values))
}
