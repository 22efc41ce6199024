import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Done, Name, Timestamp } from './shared'

/**
 * `signature`: ours or that of Standard Webhooks, both with a timestamp. `github`: X-Hub-Signature-256. `bearer`: the
 * secret itself in Authorization.
 */
export const TriggerAuth = z.enum(['signature', 'github', 'bearer'])
export type TriggerAuth = z.infer<typeof TriggerAuth>

/** The maximum body size of a webhook. */
export const MAX_HOOK_BYTES = 1_000_000

/** Maps the whole body to one input, or values of the body, named by their path (`issue.title`), to several. */
export const TriggerMapping = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole'), input: z.string().min(1).max(100) }),
  z.strictObject({
    kind: z.literal('fields'),
    fields: z.array(z.strictObject({ input: z.string().min(1).max(100), path: z.string().min(1).max(300) })).max(50),
  }),
])
export type TriggerMapping = z.infer<typeof TriggerMapping>

/** Path of the run's concurrency key in the message; a message without it runs at once. */
export const ConcurrencyPath = z.string().trim().min(1).max(300).nullable()

export const TriggerView = z.strictObject({
  id: Id,
  appId: Id,
  appName: z.string(),
  name: z.string(),
  url: z.string(),
  auth: TriggerAuth,
  last4: z.string(),
  mapping: TriggerMapping,
  concurrencyPath: ConcurrencyPath,
  versionId: Id.nullable(),
  /** The event of a service; null accepts any sender that has the secret. */
  source: z
    .strictObject({
      plugin: z.string(),
      event: z.string(),
      connectionId: Id.nullable(),
      /** Null if the service calls the address itself. */
      intervalSeconds: z.number().int().nullable(),
    })
    .nullable(),
  /** The last captured event. */
  sample: JsonObjectSchema.nullable(),
  /** Time until which the next event is captured and starts no run. */
  captureUntil: Timestamp.nullable(),
  enabled: z.boolean(),
  lastDeliveryAt: Timestamp.nullable(),
  lastRunId: Id.nullable(),
  lastError: z.string().nullable(),
  lastErrorRef: ProblemRef,
  updatedAt: Timestamp,
})
export type TriggerView = z.infer<typeof TriggerView>

/** A secret created by the sender, as with OpenAI and Supabase, which sometimes prefix it with `v1,`. */
const SenderSecret = z
  .string()
  .trim()
  .transform((text) => text.replace(/^v1,/, ''))
  .pipe(z.string().regex(/^[\x21-\x7e]{16,200}$/, schemaError('forms.webhookSecret')))

/** Only the response that creates the secret contains it. */
const TriggerWithSecret = z.strictObject({ trigger: TriggerView, secret: z.string() })

const settings = {
  name: Name,
  mapping: TriggerMapping,
  concurrencyPath: ConcurrencyPath,
  versionId: Id.nullable(),
  enabled: z.boolean(),
  secret: SenderSecret,
}
export const TriggerParams = z.strictObject({ triggerId: Id })

export const listTriggers = defineContract({
  name: 'triggers.list',
  method: 'GET',
  path: '/api/studio/triggers',
  access: 'viewer',
  query: z.strictObject({ appId: Id.optional() }),
  response: z.strictObject({ triggers: z.array(TriggerView) }),
})

export const createTrigger = defineContract({
  name: 'triggers.create',
  method: 'POST',
  path: '/api/studio/apps/:appId/triggers',
  access: 'editor',
  params: z.strictObject({ appId: Id }),
  body: z.strictObject({
    name: Name,
    auth: TriggerAuth,
    mapping: TriggerMapping,
    concurrencyPath: ConcurrencyPath.default(null),
    versionId: Id.nullable().default(null),
    /** The server generates one if absent. */
    secret: SenderSecret.optional(),
  }),
  response: TriggerWithSecret,
})

export const updateTrigger = defineContract({
  name: 'triggers.update',
  method: 'PATCH',
  path: '/api/studio/triggers/:triggerId',
  access: 'editor',
  params: TriggerParams,
  body: z.strictObject(settings).partial(),
  response: TriggerView,
})

/** Creates a new secret; the old one stops working at once. */
export const rotateTrigger = defineContract({
  name: 'triggers.rotate',
  method: 'POST',
  path: '/api/studio/triggers/:triggerId/secret',
  access: 'editor',
  params: TriggerParams,
  response: TriggerWithSecret,
})

export const deleteTrigger = defineContract({
  name: 'triggers.delete',
  method: 'DELETE',
  path: '/api/studio/triggers/:triggerId',
  access: 'editor',
  params: TriggerParams,
  response: Done,
})
