import 'server-only'
import type { Transaction } from '@/lib/db/database'
import type { RunEvent } from '@/lib/engine/events'
import type { System } from '@/lib/services/system'
import { alertWhenFailed } from './alert-when-failed'
import { batchItemEnded } from './batches/feed-batch'
import { queueCallback } from './callbacks/send-callback'
import type { RunRow } from './insert-run'
import { runWaiting } from './schedules/run-waiting'

/** What others want done when a run has ended; in the transaction that ends it, so that nothing is forgotten. */
type AfterRun = (tx: Transaction, system: System, run: RunRow, end: RunEvent) => Promise<void>

const WHEN_ENDED: readonly AfterRun[] = [alertWhenFailed, queueCallback, runWaiting, batchItemEnded]

/** Whether anything may be to do; most runs succeed and nobody else waits for them. */
export function hasFollowers(run: RunRow, end: RunEvent): boolean {
  return end.type !== 'run-end' || run.callback !== null || run.triggerId !== null
}

export async function afterRun(tx: Transaction, system: System, run: RunRow, end: RunEvent): Promise<void> {
  for (const act of WHEN_ENDED) await act(tx, system, run, end)
}
