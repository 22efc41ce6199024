import 'server-only'
import type { Transaction } from '@/lib/db/database'
import type { RunEvent } from '@/lib/engine/events'
import type { System } from '@/lib/services/system'
import { admitNext } from '../admission/concurrency-queue'
import { batchItemEnded } from '../batches/feed-batch'
import { queueCallback } from '../callbacks/send-callback'
import { alertWhenFailed } from '../maintenance/alert-failed-run'
import { runWaiting } from '../schedules/run-waiting'
import type { RunRow } from './insert-run'

/** What others want done when a run has ended; in the transaction that ends it, so that nothing is forgotten. */
type AfterRun = (tx: Transaction, system: System, run: RunRow, end: RunEvent) => Promise<void>

// The place of its key is given on last: whoever holds that lock asks for none but rows of waiting runs.
const WHEN_ENDED: readonly AfterRun[] = [alertWhenFailed, queueCallback, runWaiting, batchItemEnded, admitNext]

/** Whether anything may be to do; most runs succeed and nobody else waits for them. */
export function hasFollowers(run: RunRow, end: RunEvent): boolean {
  return end.type !== 'run-end' || run.callback !== null || run.triggerId !== null || run.concurrencyKey !== null
}

export async function afterRun(tx: Transaction, system: System, run: RunRow, end: RunEvent): Promise<void> {
  for (const act of WHEN_ENDED) await act(tx, system, run, end)
}
