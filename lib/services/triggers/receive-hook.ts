import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { storable } from '@/lib/core/storable'
import type { Transaction } from '@/lib/db/database'
import { apps, publications } from '@/lib/db/schema/apps'
import { triggers } from '@/lib/db/schema/automations'
import { idempotencyKeys } from '@/lib/db/schema/runs'
import { type LastErrorColumns, lastErrorColumns } from '@/lib/messages/problems/last-error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { verifyStandardWebhook } from '@/lib/secrets/standard-webhook'
import { isBearer, isSignedByGithub, isSignedWebhook } from '@/lib/secrets/webhook-signature'
import { checkCaller } from '@/lib/services/protection/check-caller'
import { protectionCache } from '@/lib/services/protection/protection-cache'
import { recordRejection } from '@/lib/services/protection/record-rejection'
import type { System } from '@/lib/services/system'
import { claimIdempotencyKey, TIMELESS_CLAIM } from '../runs/claim-idempotency-key'
import { concurrencyKeyOf } from '../runs/concurrency-key'
import { parseRunInputs } from '../runs/parse-run-inputs'
import { findTarget } from '../runs/run-target'
import type { Delivery } from './delivery'
import { captureEvent } from './enqueue-event'
import { mapInputs, valueAt } from './map-inputs'
import type { TriggerRow } from './open-trigger'
import { receiveEvents } from './receive-events'

const DELIVERY_HEADERS = ['idempotency-key', 'patchbay-delivery', 'x-github-delivery', 'webhook-id', 'svix-id']

/** `ping`: the sender only tests the address. `captured`: kept as the sample. Nothing runs. */
export type ReceivedHook =
  | { kind: 'run'; runId: string; replayed: boolean; slug: string | null }
  | { kind: 'ping' | 'captured' }

/**
 * Turns a webhook message into a queued run; a repeated message returns the same run, which prevents replays.
 * @throws AppError NOT_FOUND, UNAUTHENTICATED, INVALID_INPUT, CONFLICT
 */
export async function receiveHook(system: System, delivery: Delivery): Promise<ReceivedHook> {
  const found = await findTrigger(system, delivery.publicId)
  if (!found) throw new AppError('NOT_FOUND', problem('request.notFound'))
  const { trigger, slug } = found
  if (trigger.plugin !== null) return receiveEvents(system, trigger, delivery)
  const signature = await authenticate(system, trigger, delivery)
  // GitHub sends a ping when a webhook is added. It has no values for a run.
  if (trigger.auth === 'github' && delivery.headers.get('x-github-event') === 'ping') {
    await note(system, trigger, lastErrorColumns(null))
    return { kind: 'ping' }
  }
  const isCaptured =
    trigger.captureUntil !== null && (await system.db.transaction((tx) => captureEvent(tx, trigger, delivery.parse())))
  if (isCaptured) return { kind: 'captured' }
  try {
    return { kind: 'run', ...(await enqueueOnce(system, trigger, { ...delivery, signature })), slug }
  } catch (error) {
    // Shown beside the trigger, since the owner cannot see the sender's log. Parser messages quote the body, including
    // NUL.
    if (AppError.isInstance(error)) await note(system, trigger, storable(lastErrorColumns(error)))
    throw error
  }
}

export async function hasHook(system: System, publicId: string): Promise<boolean> {
  return (await findTrigger(system, publicId)) !== null
}

async function findTrigger(system: System, publicId: string) {
  const [row] = await system.db
    .select({ trigger: triggers, slug: publications.slug })
    .from(triggers)
    .innerJoin(apps, eq(apps.id, triggers.appId))
    .leftJoin(publications, eq(publications.appId, triggers.appId))
    .where(and(eq(triggers.publicId, publicId), eq(triggers.enabled, true), isNull(apps.deletedAt)))
  return row ?? null
}

/**
 * @returns a key of the message that a replay cannot change; null for unsigned messages. @throws AppError
 * UNAUTHENTICATED
 */
async function authenticate(system: System, trigger: TriggerRow, { headers, body }: Delivery): Promise<string | null> {
  const address = { workspaceId: trigger.workspaceId, id: trigger.id, type: 'trigger' as const }
  const secret = await system.keyring.open(system.db, address, trigger.encryptedSecret)
  const signature = {
    signature: () => timedSignature(secret, headers, body),
    github: () => {
      const sent = headers.get('x-hub-signature-256')
      return isSignedByGithub(secret, sent, body) ? `signature:${sent}` : undefined
    },
    bearer: () => (isBearer(secret, headers.get('authorization')) ? null : undefined),
  }[trigger.auth]()
  if (signature === undefined) throw new AppError('UNAUTHENTICATED', problem('webhooks.signatureInvalid'))
  return signature
}

/**
 * Patchbay's own signature, or one of Standard Webhooks. The header of the latter may contain several signatures, so
 * the signed id identifies the message.
 */
function timedSignature(secret: string, headers: Headers, body: Uint8Array): string | undefined {
  const nowMs = Date.now()
  const ownSignature = headers.get('patchbay-signature')
  if (isSignedWebhook(secret, ownSignature, body, nowMs)) return `signature:${ownSignature}`
  const id = verifyStandardWebhook(secret, headers, { body, nowMs })
  return id === null ? undefined : `message:${id}`
}

type KnownDelivery = Delivery & { signature: string | null }

async function enqueueOnce(system: System, trigger: TriggerRow, delivery: KnownDelivery) {
  const { workspaceId, appId } = trigger
  const cache = protectionCache(system.db)
  const caller = { workspaceId, appId }
  try {
    checkCaller(cache.peek() ?? (await cache.read()), caller, Date.now())
  } catch (error) {
    recordRejection(system.db, error, caller)
    throw error
  }
  const target = await findTarget(system.db, trigger)
  const message = delivery.parse()
  const inputs = parseRunInputs(target, mapInputs(trigger.mapping, target.inputFields, message), MAX_API_TEXT)
  const { concurrencyPath } = trigger
  const concurrencyKey = concurrencyPath === null ? null : concurrencyKeyOf(valueAt(message, concurrencyPath))
  const runId = newId()
  return system.db.transaction(async (tx) => {
    const existingRunId = await claim(tx, trigger, delivery, runId)
    if (existingRunId !== null) return { runId: existingRunId, replayed: true }
    const { graph, version, durability } = target
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
      concurrencyKey,
    })
    await note({ ...system, db: tx }, trigger, { lastRunId: runId, ...lastErrorColumns(null) })
    return { runId, replayed: false }
  })
}

/** Claims the message by its signature, which a replay cannot change, and by the sender's own delivery id. */
async function claim(
  tx: Transaction,
  trigger: TriggerRow,
  { headers, signature }: KnownDelivery,
  runId: string,
): Promise<string | null> {
  const name = DELIVERY_HEADERS.map((header) => headers.get(header)).find((value) => value)
  const keys = [signature, name ? `delivery:${name}` : null]
  const { workspaceId, appId } = trigger
  for (const key of keys) {
    if (key === null) continue
    const hash = createHash('sha256').update(key).digest('hex')
    // A signature without a time never expires, so its message is remembered for longer.
    const prefix = trigger.auth === 'github' ? TIMELESS_CLAIM : 'hook:'
    const address = { workspaceId, appId, key: `${prefix}${trigger.id}:${hash}` }
    const existingRunId = await claimIdempotencyKey(tx, { ...address, request: null, runId })
    if (existingRunId === null) continue
    // The key claimed before this one must not refer to a run that is not created.
    await tx.update(idempotencyKeys).set({ runId: existingRunId }).where(eq(idempotencyKeys.runId, runId))
    return existingRunId
  }
  return null
}

async function note(
  { db }: Pick<System, 'db'>,
  trigger: TriggerRow,
  columns: LastErrorColumns & { lastRunId?: string },
): Promise<void> {
  await db
    .update(triggers)
    .set({ ...columns, lastDeliveryAt: sql`now()` })
    .where(eq(triggers.id, trigger.id))
}
