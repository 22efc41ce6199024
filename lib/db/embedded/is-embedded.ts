import 'server-only'
import { is } from 'drizzle-orm'
import { PostgresJsSession } from 'drizzle-orm/postgres-js'
import type { Database } from '../database'

/** Whether this is the embedded database, which handles one statement at a time and keeps no statistics. */
export function isEmbedded(db: Database): boolean {
  return !is(Reflect.get(db, 'session'), PostgresJsSession)
}
