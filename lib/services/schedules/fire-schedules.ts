import 'server-only'
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import { MAX_MISSED } from '@/lib/contracts/schedules'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { Transaction } from '@/lib/db/database'
import { databaseNow } from '@/lib/db/database-now'
import { isTransientFailure } from '@/lib/db/errors/is-transient'
import { schedules } from '@/lib/db/schema/automations'
import { runs } from '@/lib/db/schema/runs'
import { lastErrorColumns } from '@/lib/messages/problems/last-error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'
import { nextTimes, timesBetween } from '@/lib/services/schedules/cron'
import type { System } from '@/lib/services/system'
import { alertMissed } from './alert-missed'
import { enqueueScheduled } from './enqueue-scheduled'
import type { ScheduleRow } from './schedule-row'

/** A time at most this old was not missed: ticks and restarts take a moment. */
const ON_TIME_MS = 90_000
const MAX_WAITING = 100

/**
 * Starts the runs of all due schedules. Each is one transaction that locks its row, so that only one process fires it.
 * `now` defaults to the database's clock.
 * @returns the number of due schedules
 */
export async function fireSchedules(system: System, { now }: { now?: Date } = {}): Promise<number> {
  // Runs every second, so the check is one statement.
  const due = await system.db
    .select({ id: schedules.id })
    .from(schedules)
    .where(and(eq(schedules.enabled, true), lte(schedules.nextRunAt, now ?? sql`now()`)))
    .limit(1)
  if (due.length === 0) return 0
  let fired = 0
  while (await fireOne(system, now)) fired += 1
  return fired
}

async function fireOne(system: System, fixedNow: Date | undefined): Promise<boolean> {
  return system.db.transaction(async (tx) => {
    const now = fixedNow ?? (await databaseNow(tx))
    const [schedule] = await tx
      .select()
      .from(schedules)
      .where(and(eq(schedules.enabled, true), lte(schedules.nextRunAt, now)))
      .orderBy(asc(schedules.nextRunAt))
      .limit(1)
      .for('update', { skipLocked: true })
    if (!schedule) return false
    const result = await runDue(tx, system, schedule, now)
    await tx
      .update(schedules)
      .set({ ...result, nextRunAt: nextTimes(schedule, now, 1)[0] ?? null })
      .where(eq(schedules.id, schedule.id))
    return true
  })
}

async function runDue(tx: Transaction, system: System, schedule: ScheduleRow, now: Date) {
  const { times, skippedCount, isTruncated } = dueTimes(schedule, now)
  if (skippedCount > 0) await alertMissed(tx, schedule, { kind: 'downtime', count: skippedCount, atLeast: isTruncated })
  if (times.length === 0) return {}
  const isBusy = schedule.overlap !== 'allow' && (await isRunActive(tx, schedule))
  const { start, wait } = split(schedule, times, isBusy)
  const waiting = Math.min(MAX_WAITING, schedule.waiting + wait)
  if (start.length === 0) {
    const skipped = schedule.overlap === 'skip' ? problem('schedules.previousRunning') : null
    return { waiting, ...lastErrorColumns(skipped) }
  }
  try {
    // A failure inside must not roll back the update of the schedule itself.
    const runId = await tx.transaction(async (inner) => {
      let last = ''
      for (const plannedFor of start) last = await enqueueScheduled(inner, system, schedule, { at: plannedFor })
      return last
    })
    return { waiting, lastRunAt: start.at(-1) ?? now, lastRunId: runId, ...lastErrorColumns(null) }
  } catch (cause) {
    // The schedule's time then stays due.
    if (isTransientFailure(cause)) throw cause
    if (!AppError.isInstance(cause)) log().error({ cause, scheduleId: schedule.id }, 'schedule could not run')
    const reason = AppError.isInstance(cause) ? cause : problem('schedules.notStarted')
    await alertMissed(tx, schedule, { kind: 'failed', reason })
    return lastErrorColumns(reason)
  }
}

/**
 * The times to run by the schedule's own policy, and how many are skipped. With “once” a single run covers all, so none
 * is skipped. `isTruncated`: more were missed than are listed.
 */
function dueTimes(schedule: ScheduleRow, now: Date): { times: Date[]; skippedCount: number; isTruncated: boolean } {
  const due = timesBetween(schedule, schedule.nextRunAt ?? now, now, MAX_MISSED + 1)
  const isTruncated = due.length > MAX_MISSED
  const last = due.slice(-1)
  switch (schedule.missed) {
    case 'all': {
      const times = due.slice(-MAX_MISSED)
      return { times, skippedCount: due.length - times.length, isTruncated }
    }
    case 'once':
      return { times: last, skippedCount: 0, isTruncated }
    case 'skip': {
      const times = last.filter((time) => now.getTime() - time.getTime() <= ON_TIME_MS)
      return { times, skippedCount: due.length - times.length, isTruncated }
    }
    default: {
      const unhandled: never = schedule.missed
      throw internalError(`Unhandled policy ${String(unhandled)}`)
    }
  }
}

function split(schedule: ScheduleRow, times: Date[], isBusy: boolean): { start: Date[]; wait: number } {
  switch (schedule.overlap) {
    case 'allow':
      return { start: times, wait: 0 }
    case 'skip':
      return { start: isBusy ? [] : times.slice(-1), wait: 0 }
    case 'queue':
      return isBusy ? { start: [], wait: times.length } : { start: times.slice(0, 1), wait: times.length - 1 }
    default: {
      const unhandled: never = schedule.overlap
      throw internalError(`Unhandled policy ${String(unhandled)}`)
    }
  }
}

async function isRunActive(tx: Transaction, schedule: ScheduleRow): Promise<boolean> {
  const [found] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.triggerId, schedule.id), inArray(runs.status, ['queued', 'running', 'paused'])))
    .limit(1)
  return found !== undefined
}
