import 'server-only'
import type postgres from 'postgres'
import { raiseInternal } from '@/lib/core/internal-error'
import { type Database, rows } from '../database'

/**
 * Executes a repeated statement with text parameters. The caller builds its text once, and the database
 * parses and plans it once. Use it for a few statements only, and not within a transaction.
 */
export async function runPrepared<Row>(db: Database, text: string, values: readonly (string | null)[]): Promise<Row[]> {
  const client: unknown = Reflect.get(db, '$client')
  if (isPostgres(client)) return rows(await executeAndForget(client, text, [...values], { prepare: true }))
  if (isEmbedded(client)) return rows(await client.query(text, [...values]))
  return raiseInternal('This database runs no prepared statements.')
}

/**
 * postgres.js attaches functions to each query, which V8 moves to the old generation at once, where they stay until the
 * next full collection. This clears the texts that they reference. @param values owned by this call
 */
export async function executeAndForget(
  client: postgres.Sql,
  text: string,
  values: postgres.ParameterOrJSON<never>[],
  options: { prepare: boolean },
): Promise<unknown> {
  const query = client.unsafe(text, values, options)
  try {
    return await query
  } finally {
    values.length = 0
    const sent: unknown = Reflect.get(query, 'parameters')
    if (Array.isArray(sent)) sent.length = 0
  }
}

export function isPostgres(client: unknown): client is postgres.Sql {
  return typeof client === 'function' && 'unsafe' in client
}

/** The product's client prepares each repeated text. */
interface Embedded {
  query(text: string, values: unknown[]): Promise<unknown>
}

function isEmbedded(client: unknown): client is Embedded {
  return typeof client === 'object' && client !== null && 'query' in client
}
