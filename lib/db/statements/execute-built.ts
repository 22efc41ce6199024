import 'server-only'
import { fillPlaceholders, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Database } from '../database'
import { executeText } from './execute-prepared'

interface BuiltStatement {
  sql: string
  params: unknown[]
}

const dialect = new PgDialect({ casing: 'snake_case' })
const built = new WeakMap<object, Map<string, BuiltStatement>>()

export interface StatementShape {
  /** The SQL of the statement, compared by identity: another object is built again even if its content is equal. */
  part: SQL
  /** Everything else that changes the statement, except placeholders. */
  rest: readonly (string | number | boolean | null)[]
}

/**
 * Like `executePrepared`, for a statement that is built once and then bound to new values: building one takes longer
 * than sending it. @param values of its placeholders
 */
export async function executeBuilt(
  db: Database,
  { part, rest }: StatementShape,
  build: () => SQL,
  values: Readonly<Record<string, string>>,
): Promise<unknown> {
  const cached = built.get(part) ?? new Map<string, BuiltStatement>()
  const shape = rest.join('/')
  const statement = cached.get(shape) ?? dialect.sqlToQuery(build())
  built.set(part, cached.set(shape, statement))
  return await executeText(db, statement.sql, fillPlaceholders(statement.params, values))
}
