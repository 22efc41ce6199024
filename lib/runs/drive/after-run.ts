import 'server-only'
import type { Transaction } from '@/lib/db/database'
import type { RunEvent } from '@/lib/engine/events'
import { batchItemEnded } from '@/lib/services/batches/feed-batch'
import { queueCallback } from '@/lib/services/callbacks/send-callback'
import type { RunRow } from '@/lib/services/runs/run-row'
import { runWaiting } from '@/lib/services/schedules/run-waiting'
import type { System } from '@/lib/services/system'
import { admitNext } from '../admission/concurrency-queue'
import { alertFailedRun } from '../maintenance/alert-failed-run'

/** Follow-up work when a run ends, in the transaction that ends it, so that nothing is lost. */
type AfterRun = (tx: Transaction, system: System, run: RunRow, end: RunEvent) => Promise<void>

// The slot of its key is passed on last: the holder of that lock only locks rows of waiting runs.
const WHEN_ENDED: readonly AfterRun[] = [alertFailedRun, queueCallback, runWaiting, batchItemEnded, admitNext]

/** Whether there may be follow-up work; most runs succeed and nothing waits for them. */
export function hasFollowers(run: RunRow, end: RunEvent): boolean {
  return end.type !== 'run-end' || run.callback !== null || run.triggerId !== null || run.concurrencyKey !== null
}

export async function afterRun(tx: Transaction, system: System, run: RunRow, end: RunEvent): Promise<void> {
  for (const act of WHEN_ENDED) await act(tx, system, run, end)
}
