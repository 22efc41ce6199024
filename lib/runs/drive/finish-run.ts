import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { runs, type StoredRunEvent } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import type { RunEvent } from '@/lib/engine/events'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { sharedNow } from '@/lib/platform/shared-clock'
import { batchItemEnded } from '@/lib/services/batches/feed-batch'
import { queueCallback } from '@/lib/services/callbacks/send-callback'
import { queueChannelAnswer } from '@/lib/services/channels/message-queue'
import { closeQuestions } from '@/lib/services/channels/questions/queue-questions'
import { queueFailureRun } from '@/lib/services/failure-apps/queue-failure-run'
import type { RunRow } from '@/lib/services/runs/run-row'
import { runWaiting } from '@/lib/services/schedules/run-waiting'
import type { System } from '@/lib/services/system'
import { admitNext } from '../admission/concurrency-queue'
import { endedRow, type StatusOutcome } from '../log/run-rows'
import { alertFailedRun } from '../maintenance/alert-failed-run'
import { eventLog } from './run-services'
import { storeLast } from './store-last'
import type { Drive, LastEvents, RunTotals } from './types'

/** Stores the end of a run without follow-up work (nearly every run) in a batch. @returns like `finishRun` */
export async function finishOneRun(
  { system, run, active }: Pick<Drive, 'system' | 'run' | 'active'>,
  end: StoredRunEvent,
  totals: RunTotals,
): Promise<boolean> {
  const ended = endedRow(run, outcomeOf(end.event), totals)
  const isStored = await eventLog(system).finish(ended, end)
  // Set only once it is stored: if storing is rejected, the run resumes from its stored events.
  if (isStored) active.run = ended
  return isStored
}

/**
 * Stores the run's last event and its outcome together with the follow-up work.
 * @returns false when another process drives it now
 */
export async function finishRun(
  { system, run, hasPausedBefore }: Pick<Drive, 'system' | 'run'> & { hasPausedBefore: boolean },
  last: LastEvents,
  totals: RunTotals,
): Promise<boolean> {
  const outcome = { ...outcomeOf(last.end.event), ...totals, owner: null, endedAt: new Date(sharedNow()) }
  return system.db.transaction(async (tx) => {
    const stored = await storeLast(tx, run.id, last)
    if (stored !== 'stored') return stored === 'repeated'
    await tx
      .update(runs)
      .set(outcome)
      .where(and(eq(runs.id, run.id), eq(runs.workspaceId, run.workspaceId)))
    if (hasPausedBefore) {
      const ended = await tx
        .update(waits)
        .set({ status: 'cancelled' })
        .where(and(eq(waits.runId, run.id), eq(waits.workspaceId, run.workspaceId), eq(waits.status, 'waiting')))
        .returning({ id: waits.id })
      const waitIds = ended.map(({ id }) => id)
      if (waitIds.length > 0) await closeQuestions(tx, system, { waitIds, workspaceId: run.workspaceId })
    }
    await afterRun(tx, system, run, last.end.event)
    return true
  })
}

function outcomeOf(end: RunEvent): StatusOutcome {
  if (end.type === 'run-end') return { status: 'succeeded', outputs: end.outputs, durationMs: end.durationMs }
  if (end.type !== 'run-error') return { status: 'running' }
  const status = end.error.code === 'CANCELLED' ? 'cancelled' : 'failed'
  const { code: errorCode } = end.error
  return { status, ...errorColumns(end.error), errorCode, durationMs: end.durationMs }
}

/** Follow-up work when a run ends, in the transaction that ends it, so that nothing is lost. */
type AfterRun = (tx: Transaction, system: System, run: RunRow, end: RunEvent) => Promise<void>

// `admitNext` is last: a transaction that holds the lock of a concurrency key may only lock rows of waiting runs.
const WHEN_ENDED: readonly AfterRun[] = [
  alertFailedRun,
  queueFailureRun,
  queueCallback,
  queueChannelAnswer,
  runWaiting,
  batchItemEnded,
  admitNext,
]

/** Whether there may be follow-up work; most runs succeed and nothing waits for them. */
export function hasFollowers(run: RunRow, end: RunEvent): boolean {
  return end.type !== 'run-end' || run.callback !== null || run.triggerId !== null || run.concurrencyKey !== null
}

async function afterRun(tx: Transaction, system: System, run: RunRow, end: RunEvent): Promise<void> {
  for (const act of WHEN_ENDED) await act(tx, system, run, end)
}
