import 'server-only'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import type { JsonObject } from '@/lib/core/json'
import type { Transaction } from '@/lib/db/database'
import type { System } from '@/lib/services/system'
import { parseRunInputs } from '../runs/parse-run-inputs'
import { findTarget } from '../runs/run-target'
import type { ScheduleRow } from './schedule-row'

/**
 * Enqueues one run of the schedule for the time `at`, in the caller's transaction.
 * @throws AppError when the app is not published or does not accept these inputs
 */
export async function enqueueScheduled(
  tx: Transaction,
  system: System,
  schedule: ScheduleRow,
  { at, startedBy }: { at: Date; startedBy?: string | undefined },
): Promise<string> {
  const { workspaceId, appId } = schedule
  const target = await findTarget(tx, schedule)
  const run = await system.runs.enqueue({
    tx,
    workspaceId,
    appId,
    graph: target.graph,
    version: target.version,
    durability: target.durability,
    origin: 'schedule',
    stream: false,
    inputs: parseRunInputs(target, withDate(schedule, at), MAX_API_TEXT),
    history: [],
    triggerId: schedule.id,
    concurrencyKey: schedule.concurrencyKey,
    startedBy,
  })
  return run.id
}

/** Replaces `{{date}}` and `{{time}}` in texts by the scheduled time, in its time zone. */
function withDate({ inputs, timeZone }: ScheduleRow, plannedFor: Date): JsonObject {
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(plannedFor)
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'short' }).format(plannedFor)
  const fill = (text: string) => text.replaceAll('{{date}}', date).replaceAll('{{time}}', time)
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, typeof value === 'string' ? fill(value) : value]),
  )
}
