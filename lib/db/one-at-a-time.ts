import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import type postgres from 'postgres'

/** Any number that no other user of the same server is likely to choose. */
const LOCK = 7_203_114_905
const LOOK_MS = 100

/**
 * Work on the schema that processes which start at the same moment must not do side by side. The lock is asked for again
 * and again instead of waited for: a statement that waits holds a snapshot, for which `create index concurrently` waits.
 * @param sql null on the embedded database, which has one process
 */
export async function oneAtATime<T>(sql: postgres.Sql | null, work: () => Promise<T>): Promise<T> {
  if (!sql) return work()
  const connection = await sql.reserve()
  try {
    while (!(await connection<{ got: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as got`)[0]?.got)
      await wait(LOOK_MS)
    try {
      return await work()
    } finally {
      await connection`select pg_advisory_unlock(${LOCK})`
    }
  } finally {
    connection.release()
  }
}
