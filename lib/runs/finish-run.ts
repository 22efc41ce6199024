import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { runChunks, runEvents, runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import type { RunEvent } from '@/lib/engine/events'
import { afterRun, hasFollowers } from './after-run'
import type { Drive } from './drive-run'
import type { RunRow } from './insert-run'
import { withoutLarge } from './large-values'
import { processId } from './run-services'
import { type LastEvents, storeLast } from './store-last'

export interface RunTotals {
  inputTokens: number
  outputTokens: number
  costMicros: number
}

/** Stores the run's last event and its outcome together. @returns false when another process drives it by now */
export async function finishRun(
  { system, run, hasAsked }: Pick<Drive, 'system' | 'run'> & { hasAsked: boolean },
  last: LastEvents,
  totals: RunTotals,
): Promise<boolean> {
  const outcome = { ...outcomeOf(last.end.event), ...totals, owner: null, endedAt: new Date() }
  // Nearly every run: nothing waits for its end, so one statement stores all.
  if (!hasAsked && !hasFollowers(run, last.end.event)) return finishAlone(system.db, run, last, outcome)
  return system.db.transaction(async (tx) => {
    if (!(await storeLast(tx, run.id, last))) return false
    await tx
      .update(runs)
      .set(outcome)
      .where(and(eq(runs.id, run.id), eq(runs.workspaceId, run.workspaceId)))
    // A run that never asked has none.
    if (hasAsked) {
      await tx
        .update(waits)
        .set({ status: 'cancelled' })
        .where(and(eq(waits.runId, run.id), eq(waits.workspaceId, run.workspaceId), eq(waits.status, 'waiting')))
    }
    await afterRun(tx, system, run, last.end.event)
    return true
  })
}

async function finishAlone(
  db: Database,
  run: RunRow,
  { events, chunks, end }: LastEvents,
  outcome: Partial<typeof runs.$inferInsert>,
): Promise<boolean> {
  const [firstChunk] = chunks
  if (firstChunk)
    await db.insert(runChunks).values({ runId: run.id, seq: firstChunk.seq, events: chunks }).onConflictDoNothing()
  const all = await withoutLarge(db, run.id, [...events, end])
  const stored = db.$with('stored').as(
    db
      .insert(runEvents)
      .values({ runId: run.id, seq: events[0]?.seq ?? end.seq, writer: processId(), events: all })
      .onConflictDoNothing()
      .returning({ runId: runEvents.runId }),
  )
  const done = await db
    .with(stored)
    .update(runs)
    .set(outcome)
    .from(stored)
    .where(and(eq(runs.id, stored.runId), eq(runs.workspaceId, run.workspaceId)))
    .returning({ id: runs.id })
  return done.length > 0
}

function outcomeOf(end: RunEvent): Partial<typeof runs.$inferInsert> {
  if (end.type === 'run-end') return { status: 'succeeded', outputs: end.outputs, durationMs: end.durationMs }
  if (end.type !== 'run-error') return {}
  const status = end.error.code === 'CANCELLED' ? 'cancelled' : 'failed'
  return { status, error: end.error.message, errorCode: end.error.code, durationMs: end.durationMs }
}
