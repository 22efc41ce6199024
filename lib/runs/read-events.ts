import 'server-only'
import { and, asc, desc, eq, gte, sql } from 'drizzle-orm'
import { flatBatches } from '@/lib/core/flat-batches'
import { one } from '@/lib/core/one-item'
import type { Database } from '@/lib/db/database'
import { runChunks, runEvents, runs, type StoredRunEvent } from '@/lib/db/schema/runs'
import type { System } from '@/lib/services/system'
import { type ActiveRun, activeRuns, isEnd } from './active-runs'
import { type Told, toldAfter } from './bus-messages'
import { withoutGap } from './event-seq'
import { followDriven } from './follow-driven'
import { withLarge } from './large-values'
import { runBus } from './run-services'

/** How long a message of another process may be missed. */
const LOOK_MS = 1_000

/**
 * The run's events after `afterSeq` in order, each once, until it ends: from memory while this process drives it, from
 * the tables and by messages while another one does. A pause is no end: the stream stays open and goes on with the run.
 */
export function readEvents(
  system: System,
  runId: string,
  afterSeq: number,
  signal: AbortSignal,
): AsyncIterableIterator<StoredRunEvent> {
  return flatBatches(readEventBatches(system, runId, afterSeq, signal))
}

/** The same, as many at once as there are. @param driven the run as this process drives it, or has driven it to its end */
export function readEventBatches(
  system: System,
  runId: string,
  afterSeq: number,
  signal: AbortSignal,
  driven?: ActiveRun,
): AsyncIterable<readonly StoredRunEvent[]> {
  if (driven?.isWhole(afterSeq)) return one(driven.events)
  const elsewhere = (after: number) => followBatches(system, runId, after, signal)
  const active = driven ?? activeRuns().get(runId)
  const isHere = active !== undefined && afterSeq >= active.baseSeq
  return isHere ? followDriven(active, { afterSeq, signal, elsewhere }) : elsewhere(afterSeq)
}

async function* followBatches(
  system: System,
  runId: string,
  afterSeq: number,
  signal: AbortSignal,
): AsyncGenerator<readonly StoredRunEvent[]> {
  const subscription = runBus(system).subscribe(runId)
  let last = afterSeq
  let active = activeRuns().get(runId)
  try {
    while (!signal.aborted) {
      for await (const found of nextEvents(system.db, { runId, active }, last, subscription.take(), signal)) {
        const end = found.findIndex(isEnd)
        const batch = end === -1 ? found : found.slice(0, end + 1)
        last = batch.at(-1)?.seq ?? last
        yield batch
        if (end !== -1) return
      }
      active = activeRuns().get(runId)
      if (active) continue
      if (await hasNothingToCome(system.db, runId)) {
        // The last events may have come between the two looks.
        yield await storedEvents(system.db, runId, last)
        return
      }
      await subscription.next(LOOK_MS, signal)
      active = activeRuns().get(runId)
    }
  } finally {
    subscription.close()
  }
}

function nextEvents(
  db: Database,
  { runId, active }: { runId: string; active: ActiveRun | undefined },
  after: number,
  told: readonly Told[],
  signal: AbortSignal,
): AsyncIterable<readonly StoredRunEvent[]> {
  return active && after >= active.baseSeq ? active.follow(after, signal) : eventsOfOthers(db, runId, after, told)
}

async function* eventsOfOthers(
  db: Database,
  runId: string,
  after: number,
  told: readonly Told[],
): AsyncIterable<readonly StoredRunEvent[]> {
  const fresh = toldAfter(after, told)
  yield fresh && fresh.length > 0 ? fresh : withoutGap(after, await storedEvents(db, runId, after))
}

async function hasNothingToCome(db: Database, runId: string): Promise<boolean> {
  const [row] = await db.select({ status: runs.status }).from(runs).where(eq(runs.id, runId))
  return !row || row.status === 'succeeded' || row.status === 'failed' || row.status === 'cancelled'
}

/** Deltas are among them as long as they are kept. */
export async function storedEvents(db: Database, runId: string, afterSeq = 0): Promise<StoredRunEvent[]> {
  return withLarge(db, runId, await slimEvents(db, runId, afterSeq))
}

/** The same, with large values only named. */
export async function slimEvents(db: Database, runId: string, afterSeq = 0): Promise<StoredRunEvent[]> {
  const [events, deltas] = await Promise.all(
    [runEvents, runChunks].map((table) =>
      db
        .select({ events: table.events })
        .from(table)
        // The batch that holds `afterSeq` may go on beyond it.
        .where(
          and(
            eq(table.runId, runId),
            gte(
              table.seq,
              sql`coalesce((select max(seq) from ${table} where run_id = ${runId} and seq <= ${afterSeq}), 0)`,
            ),
          ),
        )
        .orderBy(asc(table.seq)),
    ),
  )
  return [...(events ?? []), ...(deltas ?? [])]
    .flatMap((row) => row.events)
    .filter((stored) => stored.seq > afterSeq)
    .sort((left, right) => left.seq - right.seq)
}

/** After which all is new that is stored from here on, texts too; 0: nothing is stored. Reads the last batches only. */
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
  // One without events keeps a driver of before from going on.
  return Math.max(0, ...batches.flat().map(({ seq, events }) => events.at(-1)?.seq ?? seq))
}
