import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Database } from './database'

/** For statements that PostgreSQL takes for thousands of times what they are: it would compile them for a second or more. */
export const withoutCompiling = (db: Database, statement: SQL) =>
  db.transaction(async (tx) => {
    await tx.execute(sql`set local jit = off`)
    return tx.execute(statement)
  })
