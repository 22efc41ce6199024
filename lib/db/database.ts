import 'server-only'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type postgres from 'postgres'
import type { EmbeddedClient } from './embedded/embedded-client'
import type * as schema from './schema'

/** Either driver; callers cannot distinguish them. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** The rows of an `execute()` result, whose shape differs between the drivers. */
export function rows<Row>(result: unknown): Row[] {
  if (Array.isArray(result)) return asRows<Row>(result)
  if (typeof result === 'object' && result !== null && 'rows' in result && Array.isArray(result.rows)) {
    return asRows<Row>(result.rows)
  }
  return []
}

/** Safe if the caller's SQL selects the columns of the type. */
function asRows<Row>(value: unknown[]): Row[] {
  return value as Row[]
}

/** A connection to the database, as the server opens it. */
export interface OpenDatabase {
  kind: 'embedded' | 'postgres'
  orm: Database
  /**
   * A separate connection for the steady writes of runs: one backend keeps its few prepared statements warm. In a pool,
   * whose backends alternate with other work, each statement takes a third more CPU time.
   */
  storing: Database
  embedded: EmbeddedClient | null
  sql: postgres.Sql | null
  close(): Promise<void>
}
