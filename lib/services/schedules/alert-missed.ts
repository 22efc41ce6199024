import 'server-only'
import type { Transaction } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import type { ScheduleRow } from './schedule-row'

type Missed =
  /** Times at which no server was running and for which no run is started later. */
  | { kind: 'downtime'; count: number; atLeast: boolean }
  /** Nothing could be started at the scheduled time. */
  | { kind: 'failed'; reason: Problem }

/** Alerts the workspace about times without a run: one alert per schedule and cause. */
export async function alertMissed(tx: Transaction, schedule: ScheduleRow, missed: Missed): Promise<void> {
  await raiseAlert(tx, {
    workspaceId: schedule.workspaceId,
    kind: 'schedule-missed',
    key: `${schedule.id}:${missed.kind}`,
    title: problem(missed.kind === 'failed' ? 'alerts.scheduleFailed' : 'alerts.scheduleMissed', {
      name: schedule.name,
    }),
    message: messageOf(missed),
    link: '/automations',
  })
}

function messageOf(missed: Missed): Problem {
  if (missed.kind === 'failed') return problem('alerts.scheduleRetries', { reason: missed.reason })
  const { count, atLeast } = missed
  return problem(atLeast && count > 1 ? 'alerts.atLeastSkipped' : 'alerts.timesSkipped', { count })
}
