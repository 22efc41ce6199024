import 'server-only'
import { eq } from 'drizzle-orm'
import { flatBatches } from '@/lib/core/iterables/flat-batches'
import { one } from '@/lib/core/iterables/one-item'
import type { Database } from '@/lib/db/database'
import { runs, type StoredRunEvent } from '@/lib/db/schema/runs'
import { storedEvents } from '@/lib/services/runs/stored-events'
import type { System } from '@/lib/services/system'
import { runBus } from '../drive/run-services'
import { type ActiveRun, activeRuns, isEnd } from './active-runs'
import { eventsAfter, type RunMessage } from './bus-messages'
import { withoutGap } from './event-seq'
import { followDriven } from './follow-local-run'

/** The longest delay after a lost message of another process. */
const POLL_INTERVAL_MS = 1_000

/**
 * The run's events after `afterSeq` in order, each once, until it ends: from memory while this process drives it,
 * otherwise from the tables and messages. The stream stays open during a pause and continues with the run.
 */
export function readEvents(
  system: System,
  runId: string,
  afterSeq: number,
  signal: AbortSignal,
): AsyncIterableIterator<StoredRunEvent> {
  return flatBatches(readEventBatches(system, runId, afterSeq, signal))
}

/**
 * Like `readEvents`, in batches of all available events. @param driven the run, if this process drives it or has driven
 * it to its end
 */
export function readEventBatches(
  system: System,
  runId: string,
  afterSeq: number,
  signal: AbortSignal,
  driven?: ActiveRun,
): AsyncIterable<readonly StoredRunEvent[]> {
  if (driven?.isWhole(afterSeq)) return one(driven.events)
  const followStored = (after: number) => followBatches(system, runId, after, signal)
  const active = driven ?? activeRuns().get(runId)
  const isHere = active !== undefined && afterSeq >= active.baseSeq
  return isHere ? followDriven(active, { afterSeq, signal, elsewhere: followStored }) : followStored(afterSeq)
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
      if (await isComplete(system.db, runId)) {
        // The last events may have arrived between the two reads.
        yield await storedEvents(system.db, runId, last)
        return
      }
      await subscription.next(POLL_INTERVAL_MS, signal)
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
  messages: readonly RunMessage[],
  signal: AbortSignal,
): AsyncIterable<readonly StoredRunEvent[]> {
  return active && after >= active.baseSeq ? active.follow(after, signal) : remoteEvents(db, runId, after, messages)
}

async function* remoteEvents(
  db: Database,
  runId: string,
  after: number,
  messages: readonly RunMessage[],
): AsyncIterable<readonly StoredRunEvent[]> {
  yield await nextRemoteEvents(after, messages, (last) => storedEvents(db, runId, last))
}

async function isComplete(db: Database, runId: string): Promise<boolean> {
  const [row] = await db.select({ status: runs.status }).from(runs).where(eq(runs.id, runId))
  return !row || row.status === 'succeeded' || row.status === 'failed' || row.status === 'cancelled'
}

/**
 * The next events of a run that another process drives: from its messages if none is missing, otherwise from the
 * tables.
 */
export async function nextRemoteEvents(
  after: number,
  messages: readonly RunMessage[],
  readStored: (after: number) => Promise<StoredRunEvent[]>,
): Promise<readonly StoredRunEvent[]> {
  const fresh = eventsAfter(after, messages)
  return fresh && fresh.length > 0 ? fresh : withoutGap(after, await readStored(after))
}
