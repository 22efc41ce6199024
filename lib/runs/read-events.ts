import 'server-only'
import { and, asc, eq, gte, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { runChunks, runEvents, type StoredRunEvent } from '@/lib/db/schema/runs'
import { activeRuns } from './active-runs'

/** The run's events after `afterSeq` in order: from memory while this process drives it, else as they are stored. */
export async function* readEvents(
  db: Database,
  runId: string,
  afterSeq: number,
  signal: AbortSignal,
): AsyncGenerator<StoredRunEvent> {
  const active = activeRuns().get(runId)
  if (active) {
    yield* active.follow(afterSeq, signal)
    return
  }
  for (const stored of await storedEvents(db, runId, afterSeq)) {
    if (signal.aborted) return
    yield stored
  }
}

/** Deltas are among them as long as they are kept. */
export async function storedEvents(db: Database, runId: string, afterSeq = 0): Promise<StoredRunEvent[]> {
  const [events, deltas] = await Promise.all(
    [runEvents, runChunks].map((table) =>
      db
        .select({ events: table.events })
        .from(table)
        // A batch may begin before `afterSeq` and end after it; its last number decides.
        .where(and(eq(table.runId, runId), gte(sql`(${table.events}->-1->>'seq')::int`, afterSeq)))
        .orderBy(asc(table.seq)),
    ),
  )
  return [...(events ?? []), ...(deltas ?? [])]
    .flatMap((row) => row.events)
    .filter((stored) => stored.seq > afterSeq)
    .sort((left, right) => left.seq - right.seq)
}
