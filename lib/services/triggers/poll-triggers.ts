import 'server-only'
import { and, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { type Json, JsonObjectSchema, JsonSchema } from '@/lib/core/json'
import { apps } from '@/lib/db/schema/apps'
import { triggers } from '@/lib/db/schema/automations'
import { lastErrorColumns } from '@/lib/messages/problems/last-error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { raiseAlert } from '../inbox/raise-alert'
import { type CallPlugin, callPlugin } from '../integrations/call-plugin'
import type { System } from '../system'
import { captureEvent, enqueueEvent, noteEvent } from './enqueue-event'
import { openTrigger, type TriggerRow } from './open-trigger'
import { type PollJobData, pollJob } from './poll-job'

const MAX_EVENTS = 100
const MAX_INTERVAL_SECONDS = 3_600
/** Number of successive failures after which the interval doubles and the inbox gets an alert. */
const FAILURES_BEFORE_ALERT = 3
/** Due triggers that one process claims at once. */
const BATCH = 50

/**
 * Queues the polls that are due. Runs every second in each process: a row is claimed by moving its next time, up to a
 * tenth later so that many triggers spread. @returns the number of due triggers
 */
export async function pollTriggers(system: System): Promise<number> {
  return system.db.transaction(async (tx) => {
    const due = tx
      .select({ id: triggers.id })
      .from(triggers)
      .where(and(eq(triggers.enabled, true), lte(triggers.nextPollAt, sql`now()`)))
      .limit(BATCH)
      .for('update', { skipLocked: true })
    const claimed = await tx
      .update(triggers)
      .set({ nextPollAt: sql`now() + make_interval(secs => ${triggers.intervalSeconds} * (1 + random() / 10))` })
      .where(sql`${triggers.id} in ${due}`)
      .returning({ triggerId: triggers.id, workspaceId: triggers.workspaceId })
    for (const data of claimed)
      await system.jobs.send(pollJob, data, { key: data.triggerId, group: data.workspaceId, tx })
    return claimed.length
  })
}

const Polled = z.object({
  events: z.array(z.object({ id: z.string().min(1), data: JsonObjectSchema })).max(MAX_EVENTS),
  cursor: JsonSchema,
})

/** Polls once. The cursor and the runs of the new events are stored in one transaction. */
export async function pollTrigger(
  system: System,
  { triggerId, workspaceId }: PollJobData,
  signal: AbortSignal,
  call: CallPlugin = callPlugin,
): Promise<void> {
  const [found] = await system.db
    .select({ trigger: triggers })
    .from(triggers)
    .innerJoin(apps, eq(apps.id, triggers.appId))
    .where(
      and(
        eq(triggers.id, triggerId),
        eq(triggers.workspaceId, workspaceId),
        ...[eq(triggers.enabled, true), isNotNull(triggers.plugin), isNull(apps.deletedAt)],
      ),
    )
  if (!found) return
  const { trigger } = found
  try {
    const polled = await readEvents(system, trigger, signal, call)
    await store(system, trigger, polled)
  } catch (error) {
    if (!AppError.isInstance(error)) throw error
    await noteFailure(system, trigger, error)
  }
}

async function readEvents(system: System, trigger: TriggerRow, signal: AbortSignal, call: CallPlugin) {
  const { plugin, definition } = await openTrigger(trigger)
  if (definition.type !== 'poll') throw internalError('This trigger is not polled.')
  const polled = await call(system, {
    workspaceId: trigger.workspaceId,
    plugin,
    action: definition.poll,
    connectionId: trigger.connectionId,
    signal,
    input: { ...trigger.values, ...(trigger.cursor === null ? {} : { cursor: trigger.cursor }) },
    idempotencyKey: trigger.id,
  })
  return Polled.parse(polled)
}

/** Stores the cursor and the runs, unless another process has stored a newer cursor and with it these events. */
async function store(system: System, trigger: TriggerRow, { events, cursor }: z.infer<typeof Polled>): Promise<void> {
  await system.db.transaction(async (tx) => {
    const moved = await tx
      .update(triggers)
      .set({ cursor, failures: 0, ...(trigger.failures > 0 ? lastErrorColumns(null) : {}) })
      .where(and(eq(triggers.id, trigger.id), eq(triggers.workspaceId, trigger.workspaceId), isCursor(trigger.cursor)))
      .returning({ id: triggers.id })
    // The first poll only stores where to begin.
    if (moved.length === 0 || trigger.cursor === null) return
    for (const { id, data } of events) {
      if (await captureEvent(tx, trigger, data)) continue
      try {
        await tx.transaction((inner) => enqueueEvent(system, inner, trigger, { data, claim: id }))
      } catch (error) {
        // A stopped app, or an event that does not fit: the trigger continues with the next one.
        if (!AppError.isInstance(error)) throw error
        await noteEvent(tx, trigger, error)
      }
    }
  })
}

const isCursor = (cursor: Json | null) => (cursor === null ? isNull(triggers.cursor) : eq(triggers.cursor, cursor))

async function noteFailure(system: System, trigger: TriggerRow, error: AppError): Promise<void> {
  const { id, workspaceId, name, intervalSeconds } = trigger
  const failures = trigger.failures + 1
  const factor = 2 ** Math.max(0, Math.min(10, failures - FAILURES_BEFORE_ALERT + 1))
  const seconds = Math.min(Math.max(MAX_INTERVAL_SECONDS, intervalSeconds ?? 0), (intervalSeconds ?? 0) * factor)
  await system.db.transaction(async (tx) => {
    await tx
      .update(triggers)
      .set({
        failures,
        ...lastErrorColumns(error),
        ...(failures >= FAILURES_BEFORE_ALERT ? { nextPollAt: sql`now() + make_interval(secs => ${seconds})` } : {}),
      })
      .where(and(eq(triggers.id, id), eq(triggers.workspaceId, workspaceId)))
    if (failures === FAILURES_BEFORE_ALERT)
      await raiseAlert(tx, {
        workspaceId,
        kind: 'sync-failed',
        key: `trigger:${id}`,
        link: '/automations?tab=webhooks',
        title: problem('alerts.triggerFails', { name }),
        message: error,
      })
  })
}
