import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database'

/**
 * For statements whose cost PostgreSQL overestimates by a factor of thousands: JIT compilation would take a second or
 * more.
 */
export const withoutJit = (db: Database, statement: SQL) =>
  db.transaction(async (tx) => {
    await tx.execute(sql`set local jit = off`)
    return tx.execute(statement)
  })
