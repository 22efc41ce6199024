import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/event-triggers'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { triggers } from '@/lib/db/schema/automations'
import { problem } from '@/lib/messages/problems/problem'
import type { WebhookTrigger } from '@/lib/plugins/events/trigger'
import { coerceInput } from '@/lib/plugins/execute/coerce-input'
import { newWebhookSecret } from '@/lib/secrets/webhook-signature'
import { getAppRow } from '../apps/get-app-row'
import { inputFieldsOf } from '../apps/input-fields'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { callPlugin } from '../integrations/call-plugin'
import { getConnectionRow } from '../integrations/connection-row'
import { enqueueEvent } from './enqueue-event'
import { mapInputs } from './map-inputs'
import { type OpenedTrigger, openTrigger, type TriggerRow } from './open-trigger'
import { getTriggerRow, sealSecret, triggerUrl, triggerView } from './trigger-row'

/** The end of capturing: until then, the next event is stored as the sample instead of starting a run. */
const CAPTURE_UNTIL = sql`now() + interval '10 minutes'`
const DEFAULT_INTERVAL_SECONDS = 300

export const createEventTrigger: Verb<typeof contract.createEventTrigger> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const opened = await openTrigger(body)
  const { definition } = opened
  await requireConnection(ctx, opened, body.connectionId)
  // The same check as for a step: unknown, missing and invalid fields are named.
  const values = coerceInput({ ...pollOrSubscribe(opened), input: definition.input }, body.values)
  const id = newId()
  const secret = newWebhookSecret()
  const publicId = randomBytes(16).toString('base64url')
  const { name, plugin, event, connectionId, mapping, concurrencyPath, intervalSeconds } = body
  const subscription =
    definition.type === 'webhook'
      ? await subscribe(ctx, opened, { id, publicId, connectionId, values, secret, signal })
      : null
  const [row] = await ctx.db
    .insert(triggers)
    .values({
      id,
      workspaceId: ctx.workspace.id,
      appId: app.id,
      name,
      auth: 'signature',
      publicId,
      mapping,
      concurrencyPath,
      plugin,
      event,
      connectionId,
      values,
      subscription,
      ...(await sealSecret(ctx, id, secret)),
      ...(definition.type === 'poll'
        ? { intervalSeconds: intervalSeconds ?? DEFAULT_INTERVAL_SECONDS, nextPollAt: sql`now()` }
        : {}),
    })
    .returning()
  if (!row) throw internalError('The trigger was not stored.')
  return triggerView(ctx, row, app.name)
}

export const captureTrigger: Verb<typeof contract.captureTrigger> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const { app, trigger } = await getTriggerRow(ctx, params.triggerId)
  const [row] = await ctx.db
    .update(triggers)
    .set({ captureUntil: body.on ? CAPTURE_UNTIL : null })
    .where(and(eq(triggers.id, trigger.id), eq(triggers.workspaceId, ctx.workspace.id)))
    .returning()
  return triggerView(ctx, row ?? trigger, app.name)
}

/** Starts a run with the captured event, or with the one from the service's documentation. */
export const runSample: Verb<typeof contract.runSample> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { trigger } = await getTriggerRow(ctx, params.triggerId)
  const data = await sampleOf(trigger)
  const runId = await ctx.db.transaction((tx) =>
    enqueueEvent(ctx.system, tx, trigger, { data, claim: `sample:${newId()}` }),
  )
  return { runId }
}

export const readSampleInputs: Verb<typeof contract.readSampleInputs> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { app, trigger } = await getTriggerRow(ctx, params.triggerId)
  return { inputs: mapInputs(trigger.mapping, inputFieldsOf(app.draft), await sampleOf(trigger)) }
}

/** @throws CONFLICT without a captured or documented event */
async function sampleOf(trigger: TriggerRow): Promise<JsonObject> {
  const documented = trigger.plugin === null ? null : (await openTrigger(trigger)).definition.sample
  const data = trigger.sample ?? documented
  if (data === null) throw new AppError('CONFLICT', problem('triggers.noSample'))
  return data
}

/** Removes the address at the service. An unreachable service must not prevent the deletion of the trigger. */
export async function unsubscribe(ctx: ServiceContext, trigger: TriggerRow, signal: AbortSignal): Promise<void> {
  if (trigger.plugin === null || trigger.subscription === null) return
  try {
    const { plugin, definition } = await openTrigger(trigger)
    if (definition.type !== 'webhook') return
    await callPlugin(ctx.system, {
      workspaceId: ctx.workspace.id,
      plugin,
      action: definition.unsubscribe,
      signal,
      connectionId: trigger.connectionId,
      idempotencyKey: trigger.id,
      input: onlyFields(definition.unsubscribe.input.shape, { ...trigger.values, ...trigger.subscription }),
    })
  } catch (error) {
    if (!AppError.isInstance(error)) throw error
  }
}

interface Subscribing {
  id: string
  publicId: string
  connectionId: string | null
  values: JsonObject
  secret: string
  signal: AbortSignal
}

async function subscribe(
  ctx: ServiceContext,
  { plugin, definition }: OpenedTrigger,
  { id, publicId, connectionId, values, secret, signal }: Subscribing,
): Promise<JsonObject> {
  const { subscribe: action } = requireWebhook(definition)
  return callPlugin(ctx.system, {
    workspaceId: ctx.workspace.id,
    plugin,
    action,
    connectionId,
    signal,
    idempotencyKey: id,
    input: { ...values, url: triggerUrl(ctx.system, publicId), secret },
  })
}

function requireWebhook(definition: OpenedTrigger['definition']): WebhookTrigger {
  if (definition.type !== 'webhook') throw internalError('This trigger is polled.')
  return definition
}

const pollOrSubscribe = ({ definition }: OpenedTrigger) =>
  definition.type === 'poll' ? definition.poll : definition.subscribe

/** @throws NOT_FOUND for a connection of another workspace, INVALID_INPUT for one of another service */
async function requireConnection(
  ctx: ServiceContext,
  { plugin, definition }: OpenedTrigger,
  connectionId: string | null,
): Promise<void> {
  const open = plugin.connections.find(({ kind }) => kind === 'none')
  if (connectionId === null && open && definition.connections.includes(open.id)) return
  const connection = await getConnectionRow(ctx, connectionId ?? '')
  const isUsable =
    connection.plugin === plugin.id && definition.connections.includes(connection.kind) && connection.ownerId === null
  if (!isUsable) throw new AppError('INVALID_INPUT', problem('channels.connectionUnfit'))
}

const onlyFields = (shape: object, values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(shape, name)))
