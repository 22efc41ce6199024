import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import type postgres from 'postgres'

/** An arbitrary number that no other user of the same server is likely to use. */
const LOCK = 7_203_114_905
const POLL_INTERVAL_MS = 100

/**
 * Serializes schema changes of processes that start at the same time. Polls the lock instead of waiting for it: a
 * waiting statement keeps a snapshot open, which blocks `create index concurrently`.
 * @param sql null on the embedded database, which has one process
 */
export async function withSchemaLock<T>(sql: postgres.Sql | null, work: () => Promise<T>): Promise<T> {
  if (!sql) return work()
  const connection = await sql.reserve()
  try {
    while (!(await connection<{ got: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as got`)[0]?.got)
      await wait(POLL_INTERVAL_MS)
    try {
      return await work()
    } finally {
      await connection`select pg_advisory_unlock(${LOCK})`
    }
  } finally {
    connection.release()
  }
}
