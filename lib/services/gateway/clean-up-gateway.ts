import 'server-only'
import { lt, sql } from 'drizzle-orm'
import { type Database, rows } from '@/lib/db/database'
import { cachedAnswers } from '@/lib/db/schema/routes'

/** Single calls are kept for half a year; the daily sums are kept forever. */
const CALL_DAYS = 180
const BATCH = 10_000

/** Deletes expired cached answers, and calls older than half a year, in small batches. */
export async function cleanUpGateway(db: Database): Promise<void> {
  await db.delete(cachedAnswers).where(lt(cachedAnswers.expiresAt, sql`now()`))
  for (let deleted = BATCH; deleted === BATCH; ) {
    const deletedRows = await db.execute(sql`
      delete from model_calls where id in (
        select id from model_calls where at < now() - make_interval(days => ${CALL_DAYS}) limit ${BATCH})
      returning 1 as gone`)
    deleted = rows(deletedRows).length
  }
}
