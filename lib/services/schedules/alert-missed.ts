import 'server-only'
import type { Transaction } from '@/lib/db/database'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import type { ScheduleRow } from './schedule-row'

type Missed =
  /** Times at which no server was running and that are not made up for. */
  | { kind: 'downtime'; count: number; atLeast: boolean }
  /** Nothing could be started at the scheduled time. */
  | { kind: 'failed'; reason: string }

/** Alerts the workspace about times without a run: one alert per schedule and cause. */
export async function alertMissed(tx: Transaction, schedule: ScheduleRow, missed: Missed): Promise<void> {
  await raiseAlert(tx, {
    workspaceId: schedule.workspaceId,
    kind: 'schedule-missed',
    key: `${schedule.id}:${missed.kind}`,
    title:
      missed.kind === 'failed'
        ? `The schedule “${schedule.name}” could not run`
        : `The schedule “${schedule.name}” was missed`,
    message: messageOf(missed),
    link: '/automations',
  })
}

function messageOf(missed: Missed): string {
  if (missed.kind === 'failed') return `${missed.reason} It is tried again at its next time, or run it now.`
  const { count, atLeast } = missed
  if (count === 1) return 'One time was left out, since no server was there. Run it now if it is needed.'
  return atLeast
    ? `At least ${count} times were left out, since no server was there. Run it now if it is needed.`
    : `${count} times were left out, since no server was there. Run it now if it is needed.`
}
