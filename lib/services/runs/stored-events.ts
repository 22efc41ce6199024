import 'server-only'
import { and, desc, eq, gte, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { runChunks, runEvents, runValues, type StoredRunEvent } from '@/lib/db/schema/runs'
import { asLargeValue } from '@/lib/engine/run/large-value'
import { mapValues } from './map-event-values'

/** The events of a run, with deltas as long as these are kept. */
export async function storedEvents(db: Database, runId: string, afterSeq = 0): Promise<StoredRunEvent[]> {
  return withLarge(db, runId, await slimEvents(db, runId, afterSeq))
}

/**
 * The events of a run with references to large values. One statement reads both tables: with two, the second could see
 * an event stored in between whose text the first has missed.
 */
export async function slimEvents(db: Database, runId: string, afterSeq = 0): Promise<StoredRunEvent[]> {
  const batches = await db
    .select({ events: runEvents.events })
    .from(runEvents)
    .where(batchesAfter(runEvents, runId, afterSeq))
    .unionAll(
      db
        .select({ events: runChunks.events })
        .from(runChunks)
        .where(batchesAfter(runChunks, runId, afterSeq)),
    )
  return batches
    .flatMap((row) => row.events)
    .filter((stored) => stored.seq > afterSeq)
    .sort((left, right) => left.seq - right.seq)
}

/** The batch that contains `afterSeq` may contain later events. */
function batchesAfter(table: typeof runEvents | typeof runChunks, runId: string, afterSeq: number) {
  const from = sql`coalesce((select max(seq) from ${table} where run_id = ${runId} and seq <= ${afterSeq}), 0)`
  return and(eq(table.runId, runId), gte(table.seq, from))
}

/** The last stored number, or 0. All events and texts stored later have higher ones. Reads only the last batches. */
export async function lastStoredSeq(db: Database, runId: string): Promise<number> {
  const batches = await Promise.all(
    [runEvents, runChunks].map((table) =>
      db
        .select({ seq: table.seq, events: table.events })
        .from(table)
        .where(eq(table.runId, runId))
        .orderBy(desc(table.seq))
        .limit(1),
    ),
  )
  // A row without events is a fence against a previous driver.
  return Math.max(0, ...batches.flat().map(({ seq, events }) => events.at(-1)?.seq ?? seq))
}

/** Replaces references to large values by the values. */
async function withLarge(
  db: Database | Transaction,
  runId: string,
  events: readonly StoredRunEvent[],
): Promise<StoredRunEvent[]> {
  let isNeeded = false
  for (const { event } of events)
    mapValues(event, (value) => {
      isNeeded ||= asLargeValue(value) !== null
      return value
    })
  if (!isNeeded) return [...events]
  const rows = await db.select().from(runValues).where(eq(runValues.runId, runId))
  const values = new Map(rows.map(({ hash, value }) => [hash, value]))
  return events.map((stored) => {
    const event = mapValues(stored.event, (value) => {
      const hash = asLargeValue(value)?.hash
      return (hash === undefined ? undefined : values.get(hash)) ?? value
    })
    return event === stored.event ? stored : { ...stored, event }
  })
}
