import 'server-only'
import { and, eq } from 'drizzle-orm'
import { runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import type { RunEvent } from '@/lib/engine/events'
import { afterRun } from './after-run'
import type { Drive } from './drive-run'
import { type LastEvents, storeLast } from './store-last'

export interface RunTotals {
  inputTokens: number
  outputTokens: number
  costMicros: number
}

/** Stores the run's last event and its outcome together. @returns false when another process drives it by now */
export async function finishRun(
  { system, run, before }: Pick<Drive, 'system' | 'run' | 'before'>,
  last: LastEvents,
  totals: RunTotals,
): Promise<boolean> {
  return system.db.transaction(async (tx) => {
    if (!(await storeLast(tx, run.id, last))) return false
    await tx
      .update(runs)
      .set({ ...outcomeOf(last.end.event), ...totals, owner: null, endedAt: new Date() })
      .where(and(eq(runs.id, run.id), eq(runs.workspaceId, run.workspaceId)))
    // A run that never waited has none.
    if (before) {
      await tx
        .update(waits)
        .set({ status: 'cancelled' })
        .where(and(eq(waits.runId, run.id), eq(waits.workspaceId, run.workspaceId), eq(waits.status, 'waiting')))
    }
    await afterRun(tx, system, run, last.end.event)
    return true
  })
}

function outcomeOf(end: RunEvent): Partial<typeof runs.$inferInsert> {
  if (end.type === 'run-end') return { status: 'succeeded', outputs: end.outputs, durationMs: end.durationMs }
  if (end.type !== 'run-error') return {}
  const status = end.error.code === 'CANCELLED' ? 'cancelled' : 'failed'
  return { status, error: end.error.message, errorCode: end.error.code, durationMs: end.durationMs }
}
