import 'server-only'
import { and, eq, gt, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { schedules } from '@/lib/db/schema/automations'
import { lastErrorColumns } from '@/lib/messages/problems/last-error-columns'
import { problem } from '@/lib/messages/problems/problem'
import type { System } from '@/lib/services/system'
import type { RunRow } from '../runs/run-row'
import { alertMissed } from './alert-missed'
import { enqueueScheduled } from './enqueue-scheduled'

/** Starts the scheduled run that waited for the end of another one. */
export async function runWaiting(tx: Transaction, system: System, run: RunRow): Promise<void> {
  if (run.origin !== 'schedule' || run.triggerId === null) return
  const [schedule] = await tx
    .update(schedules)
    .set({ waiting: sql`${schedules.waiting} - 1` })
    .where(and(eq(schedules.id, run.triggerId), gt(schedules.waiting, 0), eq(schedules.enabled, true)))
    .returning()
  if (!schedule) return
  const changes = await tx
    .transaction(async (inner) => {
      const date = new Date()
      return {
        lastRunId: await enqueueScheduled(inner, system, schedule, { at: date }),
        lastRunAt: date,
        ...lastErrorColumns(null),
      }
    })
    .catch(async (cause: unknown) => {
      const reason = AppError.isInstance(cause) ? cause : problem('schedules.notStarted')
      await alertMissed(tx, schedule, { kind: 'failed', reason })
      return lastErrorColumns(reason)
    })
  await tx.update(schedules).set(changes).where(eq(schedules.id, schedule.id))
}
