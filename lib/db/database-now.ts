import 'server-only'
import { sql } from 'drizzle-orm'
import { type Database, rows, type Transaction } from './database'

/** The current time by the clock that all processes share. */
export async function databaseNow(db: Database | Transaction): Promise<Date> {
  const [row] = rows<{ now: string | Date }>(await db.execute(sql`select clock_timestamp() as now`))
  return new Date(row?.now ?? Date.now())
}
