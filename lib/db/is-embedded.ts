import 'server-only'
import { is } from 'drizzle-orm'
import { PostgresJsSession } from 'drizzle-orm/postgres-js'
import type { Database } from './database'

/** Whether statements go to the embedded database, which answers one at a time and keeps no statistics. */
export function isEmbedded(db: Database): boolean {
  return !is(Reflect.get(db, 'session'), PostgresJsSession)
}
