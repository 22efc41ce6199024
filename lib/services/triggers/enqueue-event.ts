import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import type { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { storable } from '@/lib/core/storable'
import type { Transaction } from '@/lib/db/database'
import { triggers } from '@/lib/db/schema/automations'
import { lastErrorColumns } from '@/lib/messages/problems/last-error-columns'
import { claimIdempotencyKey } from '../runs/claim-idempotency-key'
import { concurrencyKeyOf } from '../runs/concurrency-key'
import { parseRunInputs } from '../runs/parse-run-inputs'
import { findTarget } from '../runs/run-target'
import type { System } from '../system'
import { mapInputs, valueAt } from './map-inputs'
import type { TriggerRow } from './open-trigger'

/** Maximum size of a sample that is kept for mapping. */
const MAX_SAMPLE = 64_000

/**
 * Queues the run of one event in the caller's transaction. The same claim within a week returns the first run.
 * @throws AppError when the app is not published, stopped, or does not accept the mapped values
 */
export async function enqueueEvent(
  system: System,
  tx: Transaction,
  trigger: TriggerRow,
  { data, claim }: { data: JsonObject; claim: string },
): Promise<string> {
  const { workspaceId, appId, concurrencyPath } = trigger
  const { graph, version, durability, ...target } = await findTarget(tx, trigger)
  const inputs = parseRunInputs(target, mapInputs(trigger.mapping, target.inputFields, data), MAX_API_TEXT)
  const runId = newId()
  const hash = createHash('sha256').update(claim).digest('hex')
  const key = `event:${trigger.id}:${hash}`
  const existingRunId = await claimIdempotencyKey(tx, { workspaceId, appId, key, request: null, runId })
  if (existingRunId !== null) return existingRunId
  await system.runs.enqueue({
    tx,
    workspaceId,
    appId,
    graph,
    version,
    durability,
    inputs,
    runId,
    origin: 'webhook',
    stream: false,
    history: [],
    triggerId: trigger.id,
    concurrencyKey: concurrencyPath === null ? null : concurrencyKeyOf(valueAt(data, concurrencyPath)),
  })
  await noteEvent(tx, trigger, null, runId)
  return runId
}

/** Keeps the event as the sample if somebody waits for one. @returns whether it was kept */
export async function captureEvent(tx: Transaction, trigger: TriggerRow, data: JsonObject): Promise<boolean> {
  if (trigger.captureUntil === null) return false
  const sample = JSON.stringify(data).length > MAX_SAMPLE ? null : data
  const updated = await tx
    .update(triggers)
    .set({ captureUntil: null, ...(sample ? { sample } : {}), lastDeliveryAt: sql`now()`, ...lastErrorColumns(null) })
    .where(
      and(
        eq(triggers.id, trigger.id),
        eq(triggers.workspaceId, trigger.workspaceId),
        sql`${triggers.captureUntil} > now()`,
      ),
    )
    .returning({ id: triggers.id })
  return updated.length > 0
}

/** Records the outcome shown beside the trigger. Messages of parsers quote the event, including NUL characters. */
export async function noteEvent(
  db: Pick<Transaction, 'update'>,
  { id, workspaceId }: Pick<TriggerRow, 'id' | 'workspaceId'>,
  failure: AppError | null,
  lastRunId?: string,
): Promise<void> {
  const { lastError, lastErrorRef } = lastErrorColumns(failure)
  await db
    .update(triggers)
    .set({
      ...(lastRunId === undefined ? {} : { lastRunId }),
      lastError: lastError === null ? null : storable(lastError),
      lastErrorRef,
      lastDeliveryAt: sql`now()`,
    })
    .where(and(eq(triggers.id, id), eq(triggers.workspaceId, workspaceId)))
}
