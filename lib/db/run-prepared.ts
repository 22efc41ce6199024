import 'server-only'
import type postgres from 'postgres'
import { raise } from '@/lib/core/app-error'
import { type Database, rows } from './database'

/**
 * A statement that comes again and again under the same text, with texts for its placeholders. Its text is built once by
 * the caller, parsed and planned once by the database, so there are a few of them only. Not within a transaction.
 */
export async function runPrepared<Row>(db: Database, text: string, values: readonly (string | null)[]): Promise<Row[]> {
  const client: unknown = Reflect.get(db, '$client')
  if (isPostgres(client)) return rows(await executeAndForget(client, text, [...values], { prepare: true }))
  if (isEmbedded(client)) return rows(await client.query(text, [...values]))
  return raise('INTERNAL', 'This database runs no prepared statements.')
}

/**
 * postgres.js gives each query functions that V8 puts into the old generation at once, so that it stays until the next
 * full collection: here without the texts that it has sent. @param values the caller's no longer
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

/** The product's client prepares each text that comes again. */
interface Embedded {
  query(text: string, values: unknown[]): Promise<unknown>
}

function isEmbedded(client: unknown): client is Embedded {
  return typeof client === 'object' && client !== null && 'query' in client
}
