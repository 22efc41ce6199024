import 'server-only'
import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type postgres from 'postgres'
import type { Database } from '../database'
import { executeAndForget, isPostgres, runPrepared } from './run-prepared'

/** Per process; PostgreSQL keeps each prepared statement in every connection that has used it. */
const MAX_TEXTS = 200

const dialect = new PgDialect({ casing: 'snake_case' })
const prepared = new WeakMap<postgres.Sql, Set<string>>()

/**
 * Like `db.execute`, for statements repeated with the same text: PostgreSQL parses each once per connection and needs
 * one round trip, where a new statement needs two.
 */
export async function executePrepared(db: Database, statement: SQL): Promise<unknown> {
  if (!isPostgres(Reflect.get(db, '$client'))) return await db.execute(statement)
  const { sql: text, params } = dialect.sqlToQuery(statement)
  return await executeText(db, text, params)
}

/** Executes a prepared statement that is already built. @param params owned by this call */
export async function executeText(db: Database, text: string, params: unknown[]): Promise<unknown> {
  const client: unknown = Reflect.get(db, '$client')
  if (!isPostgres(client)) return await runPrepared(db, text, asTexts(params))
  const cached = prepared.get(client) ?? new Set()
  if (cached.size < MAX_TEXTS) prepared.set(client, cached.add(text))
  return await executeAndForget(client, text, asParameters(params), { prepare: cached.has(text) })
}

/** Safe: drizzle passes the same values to this driver. */
const asParameters = (params: unknown[]) => params as postgres.ParameterOrJSON<never>[]

const asTexts = (params: readonly unknown[]) => params.map((param) => (param === null ? null : String(param)))
